import { type Counter, counters } from '../../../contract/statistics/counters.ts';
import { StatisticsAnswer, StatisticsQuery } from '../../../contract/statistics/statistics.ts';
import { readStatistics } from '../../../core/statistics/read-statistics.ts';
import type { WorkflowExperiment } from '../../../core/statistics/rules/compare-experiments.ts';
import type { Counts, Row } from '../../../core/statistics/rules/counts.ts';
import { bucketOf } from '../../../core/statistics/rules/histogram.ts';
import { toCell, toCsv } from '../../../core/statistics/rules/to-csv.ts';
import { type World, world } from '../../world.ts';

let here: World;
beforeEach(() => {
  here = world();
});

const row = (changes: Partial<Row> = {}): Row => ({
  day: '2030-03-15',
  workflow: 'greeting',
  category: 'general',
  channel: 'email',
  locale: 'en-GB',
  ...changes,
});

async function have(...rows: [Row, Counts][]): Promise<void> {
  const increments = rows.map(([of, counts]) => ({ row: of, counts }));
  await here.statistics.add('s1', { increments, checkpoint: { through: '1' } }, undefined);
}

function read(query: Record<string, string> = {}, isOn = true, known: WorkflowExperiment[] = []): Promise<StatisticsAnswer> {
  const { statistics, now } = here;
  return readStatistics(StatisticsQuery.parse(query), { statistics, now, isOn, experiments: () => known });
}

const zeros = Object.fromEntries(Object.keys(counters).map((name) => [name, 0])) as Record<Counter, number>;

test('rows are added up by what they are asked by, in the order of days, and the answer is as described', async () => {
  await have(
    [row(), { sent: 2, delivered: 1, costMicroUsd: 200, [`t${bucketOf(4)}`]: 1 }],
    [row({ locale: 'de' }), { sent: 1, costMicroUsd: 100 }],
    [row({ day: '2030-03-14' }), { sent: 5 }],
    [row({ channel: '-' }), { accepted: 3 }],
    [row({ day: '2030-01-01' }), { sent: 100 }],
  );

  const answer = StatisticsAnswer.parse(await read({ by: 'channel,day' }));

  expect(answer).toMatchObject({ from: '2030-02-14', to: '2030-03-15', by: ['day', 'channel'] });
  expect(answer.data).toEqual([
    { day: '2030-03-14', channel: 'email', ...zeros, sent: 5, cost_usd: 0 },
    { day: '2030-03-15', ...zeros, accepted: 3, cost_usd: 0 },
    {
      day: '2030-03-15',
      channel: 'email',
      ...zeros,
      sent: 3,
      delivered: 1,
      cost_usd: 0.0003,
      delivery_seconds: { count: 1, p50: expect.closeTo(4, 0), p95: expect.closeTo(4, 0) },
    },
  ]);
  expect(answer.total).toMatchObject({ accepted: 3, sent: 8, cost_usd: 0.0003 });
});

test('only what is asked for is added up', async () => {
  await have([row(), { sent: 1 }], [row({ workflow: 'invoice' }), { sent: 2 }], [row({ locale: 'de' }), { sent: 4 }]);

  expect((await read({ workflow: 'greeting' })).total.sent).toBe(5);
  expect((await read({ workflow: 'greeting', locale: 'de' })).total.sent).toBe(4);
  expect((await read({ locale: 'EN-gb' })).total.sent).toBe(3);
  expect((await read({ by: 'workflow' })).data).toMatchObject([
    { workflow: 'greeting', sent: 5 },
    { workflow: 'invoice', sent: 2 },
  ]);
});

test.each([
  [{ from: '2030-03-16', to: '2030-03-15' }, 'must not be after'],
  [{ from: '2029-02-01', to: '2030-03-15' }, 'at most 400 days'],
])('days %j are refused', async (query, why) => {
  await expect(read(query)).rejects.toMatchObject({
    code: 'query_invalid',
    places: [{ pointer: '?from', detail: expect.stringContaining(why) }],
  });
});

test('four hundred days are read', async () => {
  await have([row({ day: '2029-02-09' }), { sent: 1 }]);

  expect((await read({ from: '2029-02-09', to: '2030-03-15' })).total.sent).toBe(1);
});

describe('the experiments of a workflow', () => {
  const of = (variant: string, channel = 'inbox') => row({ channel, experiment: 'words', variant });
  const words = {
    workflow: 'greeting',
    experiment: { id: 'words', goal: 'read' as const, sample: 100, variants: [{ variant: 'short' }, { variant: 'plain' }] },
  };
  const counted = () =>
    have(
      [of('plain'), { sent: 400, read: 100 }],
      [of('short'), { sent: 400, read: 100 }],
      [of('plain', 'email'), { sent: 400 }],
      [of('holdout', '-'), { accepted: 30 }],
      [row({ channel: 'inbox' }), { sent: 7, read: 7 }],
      [row({ channel: 'inbox', workflow: 'invoice', experiment: 'colours', variant: 'red' }), { sent: 1 }],
    );

  test('are compared where variants are asked for, in the order of their definition, and rows told apart by them', async () => {
    await counted();

    const answer = StatisticsAnswer.parse(await read({ workflow: 'greeting', by: 'variant', channel: 'inbox' }, true, [words]));

    expect(answer.data.map(({ variant, sent }) => [variant, sent])).toEqual([
      [undefined, 7],
      ['plain', 400],
      ['short', 400],
    ]);
    expect(answer.experiments).toMatchObject([
      {
        experiment: 'words',
        held_out: 30,
        variants: [
          { variant: 'short', of: 400 },
          { variant: 'plain', reached: 100 },
        ],
      },
    ]);
    expect((await read({ workflow: 'greeting', by: 'variant', variant: 'plain' }, true, [words])).experiments).toEqual(
      answer.experiments,
    );
  });

  test('stay in the answer when they are in no workflow any more, and are there before anything is counted', async () => {
    await counted();

    expect((await read({ experiment: 'colours', by: 'variant' })).experiments).toMatchObject([{ experiment: 'colours' }]);
    expect((await read({ workflow: 'new', by: 'variant' }, true, [{ ...words, workflow: 'new' }])).experiments).toMatchObject([
      { experiment: 'words', variants: [{ of: 0 }, { of: 0 }], text: 'Not enough yet in the experiment "words".' },
    ]);
  });

  test('are not compared where nobody asks for variants of one workflow or experiment', async () => {
    await counted();

    for (const query of [{ workflow: 'greeting' }, { by: 'variant' }] as Record<string, string>[])
      expect(await read(query, true, [words])).not.toHaveProperty('experiments');
  });
});

test('where nothing is counted, that is said, and no zeros', async () => {
  await expect(read({}, false)).rejects.toMatchObject({ code: 'statistics_off' });
});

test('as CSV there is a line of names and one for each row', async () => {
  await have([row(), { sent: 2, costMicroUsd: 200 }], [row({ channel: '-' }), { accepted: 1 }]);

  const [names = '', ...lines] = toCsv(await read({ by: 'day,channel' })).split('\r\n');

  expect(names).toMatch(/^day,channel,accepted,sent,delivered,.*,delivery_seconds_p50,delivery_seconds_p95,cost_usd$/);
  expect(lines.map((line) => line.split(',').slice(0, 4).join())).toEqual(['2030-03-15,,1,0', '2030-03-15,email,0,2', '']);
  expect(new Set([names, ...lines.slice(0, 2)].map((line) => line.split(',').length)).size).toBe(1);
});

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3,"x"', '"\'-2+3,""x"""'],
])('the cell %j is written as %j', (value, cell) => {
  expect(toCell(value)).toBe(cell);
});

test("a tenant's rows are told apart, and alone, and are in what all come to", async () => {
  await have([row(), { sent: 1 }], [row({ tenant: 'acme' }), { sent: 2 }], [row({ tenant: 'beta' }), { sent: 4 }]);

  const { data, total } = await read({ by: 'tenant' });

  expect(data.map(({ tenant, sent }) => [tenant, sent])).toEqual([
    [undefined, 1],
    ['acme', 2],
    ['beta', 4],
  ]);
  expect(total.sent).toBe(7);
  expect((await read({ by: 'day', tenant: 'acme' })).total.sent).toBe(2);
});
