// docs/guarantees.md says what shows each promise: every fault of the drill that it names is one, and every test is there.
import { existsSync, readFileSync } from 'node:fs';
import { faults } from '../../drill/faults/index.ts';

const page = readFileSync('docs/guarantees.md', 'utf8');
const rows = [...page.matchAll(/^\| ([A-Z].+?\.) \| .+ \| (.+) \|$/gm)].map(([, promise = '', shownBy = '']) => ({
  promise,
  shownBy,
}));
const words = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

test('every promise is shown by something', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter(({ shownBy }) => words(shownBy).length === 0)).toEqual([]);
});

test('what shows a promise is a fault of the drill, or a test', () => {
  const names = faults.map(({ name }) => name);
  const missing = rows.flatMap(({ shownBy }) =>
    words(shownBy).filter((word) => (word.startsWith('test/') ? !existsSync(word) : !names.includes(word))),
  );

  expect(missing).toEqual([]);
});
