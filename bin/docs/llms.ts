import type { Entry, Section } from './sidebar.ts';

/** What the files for language models are made of: the contents, and the text and address of a page by its file. */
export type Source = { sections: readonly Section[]; textOf(file: string): string; addressOf(file: string): string };

const about =
  '> Notifications in your own AWS account: inbox, e-mail, SMS, push and chat, published once, with preferences, digests, schedules and a log of what became of each.';

/** Writes `llms.txt`, as https://llmstxt.org describes it: each page with its address as Markdown, and what it is for. */
export function llmsIndex({ sections, addressOf }: Source): string {
  const listed = sections.map(({ title, entries }) =>
    [`## ${title}`, '', ...entries.map((entry) => `- [${entry.title}](${addressOf(entry.file)}): ${entry.task}`)].join('\n'),
  );
  return `${['# Bellhop', about, 'All of it in one file: /llms-full.txt', ...listed].join('\n\n')}\n`;
}

/** Writes `llms-full.txt`: the text of every page that the contents name, in their order; decisions are left to their index. */
export function llmsWhole({ sections, textOf }: Source): string {
  const pages = sections.flatMap(({ entries }) => entries).filter(isText);
  return `${['# Bellhop', about, ...pages.map(({ file }) => `<!-- ${file} -->\n\n${textOf(file).trim()}`)].join('\n\n')}\n`;
}

function isText({ file }: Entry): boolean {
  return file.endsWith('.md');
}
