import fc from 'fast-check';
import { DigestData, excerptOf, groupEntries, mostShown, type ShownEntry } from '../../../core/digests/rules/digest-contents.ts';
import { anyCharacter } from '../../any-character.ts';
import { runs } from '../../runs.ts';

const at = (minute: number) => new Date(Date.UTC(2030, 2, 15, 0, minute));
const entry = (title: string, minute: number, changes: Partial<ShownEntry> = {}): ShownEntry => ({
  category: 'general',
  title,
  body: `All about ${title}.`,
  createdAt: at(minute),
  ...changes,
});

test('entries are grouped by category, newest first, the category with the newest at the top', () => {
  const entries = [
    entry('one', 1),
    entry('two', 2, { category: 'repairs' }),
    entry('three', 3),
    entry('four', 0, { category: 'repairs' }),
  ];

  const { groups, total } = groupEntries(entries);

  expect(groups.map(({ category, items, more }) => [category, items.map(({ title }) => title), more])).toEqual([
    ['general', ['three', 'one'], 0],
    ['repairs', ['two', 'four'], 0],
  ]);
  expect(total).toBe(4);
});

test('beyond fifty the oldest are counted, in their category', () => {
  const entries = Array.from({ length: 60 }, (_, index) => entry(`n${index}`, index, { category: index < 15 ? 'old' : 'new' }));

  const { groups } = groupEntries(entries);

  expect(groups.map(({ category, items, more }) => [category, items.length, more])).toEqual([
    ['new', 45, 0],
    ['old', 5, 10],
  ]);
});

test('a long text is cut between words and says so, and an empty one is left out', () => {
  const [group] = groupEntries([
    entry('long', 1, { body: 'seven words are in it, and more. '.repeat(40) }),
    entry('none', 0, { body: ' \n' }),
  ]).groups;

  const [long, none] = group?.items ?? [];
  expect([...(long?.body ?? '')].length).toBeLessThanOrEqual(200);
  expect(long?.body).toMatch(/^seven words .* \w+[.,]?…$/);
  expect(none).not.toHaveProperty('body');
});

test('whatever a text says, its excerpt is short, and the excerpt of that is the same', () => {
  const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: anyCharacter, maxLength: 8 }));
  const text = fc.array(word, { maxLength: 80 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (body) => {
      const excerpt = excerptOf(body);

      expect([...excerpt].length).toBeLessThanOrEqual(200);
      expect(excerptOf(excerpt)).toBe(excerpt);
      expect(groupEntries([entry('one', 1, { body: excerpt })])).toEqual(groupEntries([entry('one', 1, { body })]));
    }),
    { numRuns: runs(1_000) },
  );
});

test('whatever notifications say, nothing is lost count of, no character is cut in two, and it is data that can be stored', () => {
  const text = (maxLength: number) =>
    fc.string({ unit: 'grapheme', minLength: 1, maxLength }).map((each) => each.replaceAll(/[\p{C}\u2028\u2029]/gu, 'x'));
  const anEntry = fc.record({
    category: fc.constantFrom('a', 'b', 'c'),
    title: text(60),
    body: text(400),
    createdAt: fc.date({ min: at(0), max: at(100_000), noInvalidDate: true }),
  });
  fc.assert(
    fc.property(fc.array(anEntry, { maxLength: 80 }), (entries) => {
      const { groups, total } = groupEntries(entries);

      const shown = groups.flatMap(({ items }) => items);
      expect(total).toBe(entries.length);
      expect(shown.length + groups.reduce((sum, { more }) => sum + more, 0)).toBe(total);
      expect(shown.length).toBeLessThanOrEqual(mostShown);
      for (const { body = '' } of shown) expect(body.isWellFormed()).toBe(true);
      const data = { cadence: 'daily', number: 1, date: '2030-03-15', groups, total, leftOut: {} };
      expect(DigestData.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
    }),
    { numRuns: runs(150) },
  );
});
