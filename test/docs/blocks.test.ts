// Every block of code that somebody may copy from a page is run, compiled or read by a test that is named in claims.ts.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { blocksOf, pages, readBlocks } from './blocks.ts';
import { claimOf, wrongClaims } from './claims.ts';

const blocks = pages.flatMap(blocksOf);

/** Pages with code beside those of `pages`, and the test that takes it. */
const elsewhere: Readonly<Record<string, string>> = {
  'site/index.md': 'test/site/site.test.ts',
  'create/template/README.md': 'test/rehearsal/packages/stranger.ts',
};

test("every block is somebody's, and nobody claims more or fewer than there are", () => {
  expect(blocks.length).toBeGreaterThan(200);
  expect(blocks.filter((block) => claimOf(block) === undefined).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  expect(wrongClaims(blocks)).toEqual([]);
  for (const file of new Set(blocks.map(claimOf))) expect(file !== undefined && existsSync(file)).toBe(true);
});

test('no other page has code', () => {
  const all = globSync('**/*.md', { exclude: (name) => /(^|\/)(node_modules|dist|\..+)$/.test(name) });
  const withCode = all.filter((page) => /^[\s>*+-]*(?:```|~~~)/m.test(readFileSync(page, 'utf8')));

  expect(withCode).toEqual(expect.arrayContaining(['README.md', ...Object.keys(elsewhere)]));
  expect(withCode.filter((page) => !pages.includes(page) && elsewhere[page] === undefined)).toEqual([]);
  for (const file of Object.values(elsewhere)) expect(existsSync(file)).toBe(true);
});

test("a block of a new kind is nobody's, and one more of a kind is missed", () => {
  const [go] = readBlocks('docs/node.md', '```go\npackage main\n```\n');
  const [plain] = readBlocks('docs/push.md', '```\naws ssm put-parameter\n```\n');
  const [ts] = readBlocks('docs/chat.md', '```ts\nchat: 1\n```\n');

  expect([go && claimOf(go), plain && claimOf(plain)]).toEqual([undefined, undefined]);
  expect(wrongClaims([...blocks, ...(ts ? [ts] : [])])).toEqual([
    'docs/chat.md has 2 blocks of ts; test/core/channels/chat/page.test.ts is said to take 1',
  ]);
});

test.each(['```ts title="a.ts"\na\n```', '~~~ts\na\n~~~', '> ```ts\n> a\n> ```', '- ```ts\n  a\n  ```'])(
  'a block that nothing would look at is refused: %j',
  (text) => {
    expect(() => readBlocks('docs/a.md', text)).toThrow('docs/a.md:1: a block of code begins with ``` and one word');
  },
);
