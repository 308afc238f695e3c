// What a function, a method, a class or a file does is told with a verb. A type, a constant or a field may be told by a noun alone.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nlp from 'compromise/two';

const root = join(import.meta.dirname, '..');
const rooms = [
  'bin',
  'lib',
  'lambdas',
  'contract',
  'core',
  'adapters',
  'local',
  'client',
  'create',
  'sdk',
  'workflows',
  'exports',
];
const files = execFileSync('git', ['ls-files', ...rooms.flatMap((room) => [`${room}/*.ts`, `${room}/*.tsx`, `${room}/*.mjs`])], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');

/** A docstring and the line that it belongs to; of a method the name is directly before its parameters. */
const documented =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*((?:export |default |async |abstract |private |protected |static |override |get |\*)*(?:(?:function\*?|class) \w+|#?\w+\??(?:<[^<>()]*>)?\().*)/g;
const opening = /^(?:#!.*\n)?(?:\/\/\/ <.*\n)*((?:\/\/(?!\/).*\n)+)/; // `/// <reference …>` is for the compiler

/** Words that are always verbs, and first words that can be nothing else before the word that follows them. */
const auxiliary = /\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|cannot|may|must|will|would|could|should)\b/i;
const openingVerb =
  /^(?:[A-Z][a-z]*s (?:a|an|the|its|their|it|them|one|each|every|all|what|whether|how|why|who|which|when|that) |(?:Answers|Asks|Counts|Groups|Lists|Prints|Refuses|Signs) (?!of |in |for |and ))/;

/** Words that compromise takes for verbs, and that are nouns in our comments. */
const nouns = /\b(?:bulk|digests?|ingest|keys?|lines?|links?|messages|rate)\b/gi;

/** The comments in a text whose first sentence has no verb. A handler's way is drawn with arrows, which stand for its verbs. */
function verbless(text: string): string[] {
  const docstrings = [...text.matchAll(documented)].map(([, comment = '']) => comment.replaceAll(/^[ \t]*\* ?/gm, ''));
  const [, comment] = opening.exec(text) ?? [];
  return [...docstrings, ...(comment === undefined ? [] : [comment.replaceAll(/^\/\/ ?/gm, '')])]
    .map(firstSentence)
    .filter((sentence) => sentence !== undefined && !hasVerb(sentence)) as string[];
}

function firstSentence(comment: string): string | undefined {
  const told = comment.split(/^@/m)[0]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return told === '' ? undefined : (/^.*?[.?!](?= [A-Z`]|$)/.exec(told)?.[0] ?? told);
}

function hasVerb(sentence: string): boolean {
  if (auxiliary.test(sentence) || openingVerb.test(sentence) || sentence.includes(' → ')) return true;
  const plain = sentence.replaceAll(/`[^`]*`|https?:\S+/g, 'it').replaceAll(nouns, 'thing');
  return nlp(plain).match('#Verb').not('#Gerund').found;
}

test('what a function, a method, a class or a file does is told with a verb', () => {
  const texts = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const read = texts.reduce((sum, { text }) => sum + [...text.matchAll(documented)].length, 0);
  const verblessOnes = texts.flatMap(({ file, text }) => verbless(text).map((sentence) => `${file}: ${sentence}`));

  expect(read).toBeGreaterThan(1_500);
  expect(verblessOnes).toEqual([]);
});

test.each([
  '/** API key, rate, users. */\nexport function grantManageUsers(): void {}',
  '/** Inboxes in the table. They expire. */\nexport async function* inboxes() {}',
  '/**\n * The same on one line.\n * @throws RangeError when it is long.\n */\n  safeLine(text: string): string;',
  '/** Closing users, and removing everything of theirs. */\n  private async close(): Promise<void> {',
  '/** The clock: one rule and one function for each job. */\nexport class Schedules {}',
  '#!/usr/bin/env node\n// the whole system\nimport "node:fs";',
])('a comment without a verb is found: %j', (text) => {
  const found = verbless(text);

  expect(found).toHaveLength(1);
});

test.each([
  '/** Keeps inboxes in the table. */\nexport function inboxes() {}',
  '/** When an item may be removed, as epoch seconds. */\nexport function expiresAt() {}',
  '/** Prints a list, each line as wide as its widest cell. */\n  print(list: string): void;',
  '/** What was said of `it`. */\nexport class Said {}',
  '// e-mail queue → deliverEmail → SES → ledger\nimport "node:fs";',
  '/** The longest time. */\nconst longest = 4;',
  '/** A user of the app. */\nexport type User = { id: string };',
])('a verb is enough, and a constant or a type needs none: %j', (text) => {
  const found = verbless(text);

  expect(found).toEqual([]);
});
