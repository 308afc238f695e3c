import { type Counter, counters } from '../../../contract/statistics/counters.ts';
import { StatisticsAnswer, StatisticsQuery } from '../../../contract/statistics/statistics.ts';
import { readStatistics } from '../../../core/statistics/read-statistics.ts';
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

function read(query: Record<string, string> = {}, isOn = true): Promise<StatisticsAnswer> {
  return readStatistics(StatisticsQuery.parse(query), { statistics: here.statistics, now: here.now, isOn });
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
