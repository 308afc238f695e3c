import { bottlenecks, type CountedTopic, messagesInFlight, runsInChain } from './plan-topic.ts';

const counted: CountedTopic = {
  subscribers: 100,
  dynamoRequests: 900,
  writeUnits: 1600,
  sqsRequests: 200,
  writes: new Map([
    ['PACE#email', 50],
    ['U#ada', 3],
    ['R#01', 1],
  ]),
};
const allowance = { queueConcurrency: 5, emailsPerSecond: 14, subscribersPerPage: 100 };

test('the tightest limit comes first, with the time that a topic takes by it', () => {
  const [first] = bottlenecks(100_000, counted, allowance);

  expect(first).toEqual({ limit: 'SES, 14 e-mails a second', perSecond: 14, minutes: expect.closeTo(119.05) });
});

test('the hottest partition lets through as many as its writes allow', () => {
  const hottest = bottlenecks(100_000, counted, allowance).find(({ limit }) => limit.includes('partition'));

  expect(hottest).toMatchObject({ limit: 'writes to the hottest partition, PACE#email', perSecond: 2000 });
});

test('a new table takes 4,000 write units a second', () => {
  const table = bottlenecks(100_000, counted, allowance).find(({ limit }) => limit.includes('table'));

  expect(table?.perSecond).toBe(250);
});

test('a million subscribers are a chain of ten thousand pages', () => {
  expect(runsInChain(1_000_000, allowance)).toBe(10_001);
  expect(messagesInFlight({ queueConcurrency: 1000 })).toBeLessThan(120_000);
});
