import { readFileSync } from 'node:fs';

/** What docs/sam.md prints, as a rehearsal runs it. */
export type SamPage = {
  /** Each function of the table, and what it prints at its end. */
  ends: { name: string; end: string }[];
  /** The one block in this language that begins so, on one line, with this machine's places in it. */
  block(language: 'sh' | 'js', beginning: string): string;
};

/** Where this machine is, in place of where the page has it. */
export type Places = { port: number; template: string; samPort: number };

/**
 * Reads the page. Ports and the folder are swapped in its lines, and nothing else.
 * @throws Error when the page has no such block, or several.
 */
export function samPage({ port, template, samPort }: Places): SamPage {
  const text = readFileSync('docs/sam.md', 'utf8');
  const blocks = [...text.matchAll(/^```(sh|js)\n(.*?)^```/gms)].map(([, language, code = '']) => ({ language, code }));
  const here = (code: string) =>
    code
      .replaceAll('127.0.0.1:4620', `127.0.0.1:${port}`)
      .replaceAll('.bellhop/sam/template.json', template)
      .replace(/(127\.0\.0\.1:|--port )300[01]\b/g, `$1${samPort}`);

  return {
    ends: [...text.matchAll(/^\| `(\w+)` \| [^|]+ \| `([^`]+)` \|$/gm)].map(([, name = '', end = '']) => ({ name, end })),
    block(language, beginning) {
      const [found, second] = blocks.filter((each) => each.language === language && each.code.startsWith(beginning));
      if (!found || second) throw new Error(`docs/sam.md has not one block that begins with "${beginning}"`);
      return here(found.code).trim();
    },
  };
}
