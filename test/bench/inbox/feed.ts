import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { FeedQuery } from '../../../contract/channels/inbox/feed.ts';
import { readFeed } from '../../../core/channels/inbox/read-feed.ts';
import { countRequests } from '../measure/count-requests.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { latencies, timeCalls } from '../measure/time-calls.ts';
import { promises } from '../promises.ts';
import { type BenchSystem, startBenchSystem } from '../systems/system.ts';
import { fillInbox } from './fill-inbox.ts';

const calls = { clients: 1, callsPerClient: 200 };
const query = { limit: '5' }; // fewer than either inbox holds, so that both have a next page

/** What a poll of the inbox takes, in time and in read units: unchanged (304) and changed (200), of a small inbox and a huge one. */
export async function* feed(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  try {
    const small = yield* poll(bench, { items: 10, unread: 10 });
    yield* poll(bench, { items: 100_000, unread: 10 }, small);
  } finally {
    await bench.stop();
  }
}

/** Answers the read units of a changed poll. A smaller inbox's are the promise to a larger one with as much unread. */
async function* poll(
  bench: BenchSystem,
  inbox: { items: number; unread: number },
  promised?: number,
): AsyncGenerator<Figure, number> {
  const userId = `reader-of-${inbox.items}`;
  const token = await bench.newUser(userId);
  await fillInbox(bench.table, userId, inbox);
  const of = `of ${inbox.items.toLocaleString('en')} items`;
  const path = `/v1/me/notifications?${new URLSearchParams(query)}`;
  const { headers } = await bench.call('GET', path, 200, { bearer: token });
  const etag = headers.get('etag') ?? '';

  const unchanged = () => bench.call('GET', path, 304, { bearer: token, headers: { 'if-none-match': etag } });
  const changed = () => bench.call('GET', path, 200, { bearer: token });
  yield* latencies(`304 ${of}`, await timeCalls(calls, unchanged));
  yield* latencies(`200 ${of}`, await timeCalls(calls, changed));

  const read = { userId, query: FeedQuery.parse(query) };
  const deps = { feed: dynamoFeed(bench.table), now: () => new Date() };
  const held = await countRequests(bench.table, () => readFeed({ ...read, ifNoneMatch: etag }, deps));
  const fresh = await countRequests(bench.table, () => readFeed({ ...read, ifNoneMatch: undefined }, deps));
  yield figure({
    case: `304 ${of}`,
    measure: 'requests',
    value: held.requests,
    unit: 'requests',
    promise: promises.unchangedPollRequests,
  });
  yield figure({
    case: `304 ${of}`,
    measure: 'read',
    value: held.units,
    unit: 'read units',
    promise: promises.unchangedPollReadUnits,
  });
  yield figure({ case: `200 ${of}`, measure: 'requests', value: fresh.requests, unit: 'requests' });
  yield figure({ case: `200 ${of}`, measure: 'read', value: fresh.units, unit: 'read units', promise: promised });
  return fresh.units;
}
