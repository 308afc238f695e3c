// docs/metrics.md has each metric of ours and each alarm; the list of names is a type, so it is read from its file.
import { globSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/metrics.md', 'utf8');
const named = [...readFileSync('contract/operations/metrics.ts', 'utf8').matchAll(/^ {2}\| '(\w+)'/gm)].map(
  ([, name = '']) => name,
);
const stack = globSync('lib/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const articles = stack.flatMap((text) => [...text.matchAll(/^ +article: '([\w-]+)'/gm)].map(([, article = '']) => article));

test('the page has a line for every metric of ours, and for no other', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);

  expect(named.length).toBeGreaterThan(10);
  expect(rows.toSorted()).toEqual(named.toSorted());
});

test('the page leads to the article of every alarm', () => {
  const led = new Set([...page.matchAll(/\]\(runbook\.md#([\w-]+)\)/g)].map(([, article = '']) => article));

  expect(articles.length).toBeGreaterThan(8);
  expect(articles.filter((article) => !led.has(article))).toEqual([]);
  expect([...led].filter((article) => !articles.includes(article))).toEqual([]);
});

test('the limits that it names are those of the alarms', () => {
  for (const text of stack) for (const [, article = '', above = ''] of alarmsIn(text)) expect(rowsOf(article)).toContain(above);
});

/** The article of each alarm that a file raises, with the figure above which it rings. */
function alarmsIn(text: string): string[][] {
  return [...text.matchAll(/raise\([^{]+\{((?:(?!\}\);)[\s\S])+)\}\);/g)].map(([, alarm = '']) => [
    alarm,
    /article: '([\w-]+)'/.exec(alarm)?.[1] ?? '',
    /above: (\d+)/.exec(alarm)?.[1] ?? '',
  ]);
}

function rowsOf(article: string): string {
  return page
    .split('\n')
    .filter((line) => line.includes(`runbook.md#${article}`))
    .join('\n');
}
