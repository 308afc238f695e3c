import { Comparison } from '../../../contract/statistics/comparison.ts';
import { type Compared, compareVariants } from '../../../core/statistics/rules/compare-variants.ts';
import type { Counts } from '../../../core/statistics/rules/counts.ts';

const words: Compared = { id: 'words', goal: 'read', sample: 100, variants: [{ variant: 'plain' }, { variant: 'short' }] };

function rowOf(variant: string, counts: Counts, channel = 'inbox') {
  const row = { day: '2030-03-15', workflow: 'greeting', category: 'general', channel, locale: 'en' };
  return { row: { ...row, experiment: 'words', variant }, counts };
}

function compare(inboxes: Record<string, [reached: number, of: number]>, experiment: Compared = words): Comparison {
  const rows = Object.entries(inboxes).map(([variant, [read, sent]]) => rowOf(variant, { read, sent }));
  return Comparison.parse(compareVariants(experiment, rows));
}

test('a variant that did better is said to, and by how much', () => {
  const { variants, text } = compare({ plain: [200, 1_000], short: [260, 1_000] });

  expect(text).toBe('In the experiment "words", "short" did better than "plain".');
  expect(variants.map((each) => each.text)).toEqual([
    '"plain": 200 of 1000 were read in the inbox: 20.0 %, between 17.6 and 22.6 %.',
    '"short": 260 of 1000 were read in the inbox: 26.0 %, between 23.4 and 28.8 %. Better than "plain" by 2.3 to 9.7 percentage points.',
  ]);
  expect(variants[0]).not.toHaveProperty('beside_first');
  expect(variants[1]?.beside_first).toMatchObject({ verdict: 'better', difference: expect.closeTo(0.06, 6) });
});

test.each<[string, [number, number], [number, number], string, RegExp]>([
  ['worse', [260, 1_000], [200, 1_000], 'worse', /Worse than "plain" by 2\.3 to 9\.7 percentage points\.$/],
  ['alike', [200, 1_000], [210, 1_000], 'no_difference_shown', /it may be 2\.5 percentage points worse, or 4\.5 better\.$/],
  [
    'of 99',
    [20, 99],
    [90, 99],
    'not_enough_yet',
    /Not enough yet to compare it with "plain": both need 100 notifications, and 10 that were read/,
  ],
  ['of 99 beside 1,000', [20, 1_000], [90, 99], 'not_enough_yet', /Not enough yet/],
  ['with nine who read it', [9, 1_000], [200, 1_000], 'not_enough_yet', /Not enough yet/],
  ['of 100 with ten who read it', [10, 100], [60, 100], 'better', /Better than "plain"/],
])('a variant that is %s is said to be so', (_which, plain, short, verdict, text) => {
  const [, compared] = compare({ plain, short }).variants;

  expect(compared?.beside_first?.verdict).toBe(verdict);
  expect(compared?.text).toMatch(text);
});

test('nothing is said before the sample that the owner set, whatever it shows by then', () => {
  const inboxes = { plain: [200, 1_000], short: [400, 1_000] } as Record<string, [number, number]>;

  expect(compare(inboxes, { ...words, sample: 2_000 })).toMatchObject({
    text: 'Not enough yet in the experiment "words".',
    variants: [{}, { beside_first: { verdict: 'not_enough_yet' } }],
  });
});

test('before anything is counted there is no rate, and not enough', () => {
  expect(compare({})).toMatchObject({
    text: 'Not enough yet in the experiment "words".',
    variants: [
      { of: 0, text: '"plain": 0 of 0 were read in the inbox.' },
      { of: 0, beside_first: { verdict: 'not_enough_yet' } },
    ],
  });
});

test('what is just shown between two is not shown among five, of which one will do better by chance', () => {
  const variants = ['plain', 'a', 'b', 'c', 'short'].map((variant) => ({ variant }));
  const inboxes: Record<string, [number, number]> = { plain: [200, 1_000], short: [240, 1_000] };
  const verdictOf = ({ variants: all }: Comparison) => all.find(({ variant }) => variant === 'short')?.beside_first?.verdict;

  expect(verdictOf(compare(inboxes))).toBe('better');
  const five = { ...inboxes, a: [200, 1_000], b: [200, 1_000], c: [200, 1_000] } as Record<string, [number, number]>;
  expect(verdictOf(compare(five, { ...words, variants }))).toBe('no_difference_shown');
});

test('an experiment that has ended says who won, and its numbers stay', () => {
  const { text, variants } = compare({ plain: [200, 1_000], short: [260, 1_000] }, { ...words, winner: 'short' });

  expect(text).toBe('The experiment "words" has ended: all users get "short".');
  expect(variants.map(({ of }) => of)).toEqual([1_000, 1_000]);

  const few = compare({ plain: [1, 2], short: [1, 2] }, { ...words, winner: 'short' });
  expect(few.variants.map((each) => each.text).join(' ')).not.toContain('Not enough yet');
});

test('other channels, other experiments and those who were held out are no part of a rate', () => {
  const rows = [
    rowOf('plain', { sent: 10, read: 4 }),
    rowOf('plain', { sent: 99 }, 'email'),
    rowOf('holdout', { accepted: 12 }, '-'),
    rowOf('holdout', { skipped: 12 }, 'inbox'),
    { ...rowOf('plain', { sent: 50 }), row: { ...rowOf('plain', {}).row, experiment: 'colours' } },
  ];

  const compared = compareVariants(words, rows);

  expect(compared).toMatchObject({
    held_out: 12,
    variants: [
      { variant: 'plain', of: 10, reached: 4 },
      { variant: 'short', of: 0 },
    ],
  });
});

test('a variant that was taken out of its experiment stays in the comparison', () => {
  expect(compare({ plain: [1, 2], gone: [1, 3] }).variants.map(({ variant }) => variant)).toEqual(['plain', 'short', 'gone']);
});
