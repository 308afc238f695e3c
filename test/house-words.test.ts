// Words of our own that plain ones have replaced: they stay out of names and comments. The glossary is in docs/architecture.md.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

/** Each with what is said instead. */
const houseWords: Readonly<Record<string, string>> = {
  door: 'handler',
  road: 'queue, pipeline',
  parking: 'pause',
  parked: 'paused',
  resting: 'paused',
  slot: 'bucket, permit',
  heed: 'enforce, check',
  judge: 'decide, validate',
  stock: 'metrics',
  settle: 'complete',
  poison: 'PermanentError',
  texter: 'SmsProvider',
  cadence: 'frequency',
  attention: 'frequency cap',
  engine: 'emulator',
  laptop: 'machine',
  wish: 'choice, override, request',
  simulate: 'dry run',
};

/** Names that are not ours to change, and where they stand: what items, messages, answers and settings are called, or what others wrote. */
const givenNames: Readonly<Record<string, RegExp>> = {
  cadence: /./,
  attention: /./,
  attentionBudget: /^lib\/settings\/|^test\/lib\/settings\//,
  attentionOver: /^lib\/settings\/|^test\/lib\/settings\//,
  slot: /^core\/digests\/send-digests\.ts$/,
  simulate: /./,
  simulated: /./,
  allSettled: /./,
  PromiseSettledResult: /./,
};

const forms = new Map(
  Object.entries(houseWords).flatMap(([word, instead]) =>
    ['', 's', 'd', 'ed', 'ing', 'es'].map((ending) => [
      `${ending === 'ing' || ending === 'ed' ? word.replace(/e$/, '') : word}${ending}`,
      instead,
    ]),
  ),
);

const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('test/rehearsal/fixtures/') && file !== 'test/house-words.test.ts');

const anyForm = new RegExp([...forms.keys()].join('|'), 'i');

/** The names in a file and its comments, each with its words. */
function wordsOf(text: string, file = 'a.tsx'): { name?: string; words: string[] }[] {
  if (!anyForm.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { name?: string; words: string[] }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(source);
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const before = node.kind === ts.SyntaxKind.JsxText ? '' : text.slice(node.pos, node.getStart(source)); // white space and comments
    found.push({
      words:
        before
          .replaceAll(/`[^`]*`/g, '')
          .toLowerCase()
          .match(/[a-z]+/g) ?? [],
    });
    if (ts.isIdentifier(node))
      found.push({ name: node.text, words: node.text.split(/(?=[A-Z])|_/).map((each) => each.toLowerCase()) });
  };
  visit(source);
  return found.filter(({ words }) => words.length > 0);
}

test('no name and no comment says what the glossary has a plain word for', () => {
  const said = files.flatMap((file) =>
    wordsOf(readFileSync(join(root, file), 'utf8'), file)
      .filter(({ name }) => name === undefined || !Object.hasOwn(givenNames, name) || !givenNames[name]?.test(file))
      .flatMap(({ words }) => words.filter((word) => forms.has(word)))
      .map((word) => `${file}: "${word}", say ${forms.get(word)}`),
  );

  expect(files.length).toBeGreaterThan(1_000);
  expect([...new Set(said)]).toEqual([]);
});

test('it reads names and comments, and leaves texts alone', () => {
  const template = ['const text = `a laptop $', '{wish} engine`;'].join('');
  const text = `const slotOf = /["']/; // parked\n/** A door, not the \`road\`. */\n${template}`;

  expect(wordsOf(text).map(({ words }) => words.join(' '))).toEqual(
    expect.arrayContaining(['slot of', 'parked a door not the', 'wish']),
  );
  expect(JSON.stringify(wordsOf(text))).not.toMatch(/road|laptop|engine/);
});
