import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../../local/emulators/dynamodb.ts';
import { type FaultOrder, noFaults } from '../../../local/emulators/providers/faults.ts';
import { requestReader } from '../../../local/emulators/request-reader.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { freePort } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

const faults = noFaults();
const seen: string[] = [];
let emulator: Stoppable;
let client: DynamoDBClient;

beforeAll(async () => {
  const port = await freePort();
  const takeFault = (body: string) => {
    seen.push(body);
    return faults.take('dynamodb', body);
  };
  emulator = await startDynamo({ port, dataFolder: scratchFolder(), tables: [], takeFault });
  const patience = { requestTimeout: 300, throwOnRequestTimeout: true };
  client = new DynamoDBClient({ ...clientConfig(`http://127.0.0.1:${port}`), maxAttempts: 1, requestHandler: patience });
});
afterEach(() => faults.clear());
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

/** What a call throws, in words: errors of Node's network come from another realm than the test's. */
async function failure(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'none', String);
}

const list = (Limit = 1) => client.send(new ListTablesCommand({ Limit }));

test.each<[FaultOrder & { service: 'dynamodb' }, RegExp]>([
  [{ service: 'dynamodb', fault: 'throttle', count: 1 }, /^ProvisionedThroughputExceededException/],
  [{ service: 'dynamodb', fault: 'timeout', count: 1 }, /^TimeoutError.*requestTimeout/],
  [{ service: 'dynamodb', fault: 'lost_answer', count: 1 }, /socket hang up|ECONNRESET/],
  [{ service: 'dynamodb', fault: 'down', count: 1 }, /socket hang up|ECONNRESET/],
])('a call that meets %j fails as an SDK knows it, and the next one goes through', async (order, name) => {
  await list(); // on a connection that is open already, as a warm function's is
  faults.set(order);

  expect(await failure(list())).toMatch(name);
  expect(await failure(list())).toBe('none');
});

test('only calls with the text that is asked for meet the fault', async () => {
  faults.set({ service: 'dynamodb', fault: 'throttle', containing: '"Limit":7' });

  expect(await failure(list(8))).toBe('none');
  expect(await failure(list(7))).toMatch(/^ProvisionedThroughputExceeded/);
});

test('a rate lets the rest of the calls through, and counts only those it hits', () => {
  const throws = [0.1, 0.5, 0.29, 0.3];
  const script = noFaults(Date.now, () => throws.shift() ?? 1);
  script.set({ service: 'dynamodb', fault: 'throttle', rate: 0.3, count: 2 });

  expect([1, 2, 3, 4].map(() => script.take('dynamodb'))).toEqual(['throttle', undefined, 'throttle', undefined]);
  expect(script.list()).toEqual([]);
});

test('every request passes whole, whatever pieces it comes in', () => {
  const one = 'POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello';
  const bytes = Buffer.from(one + one);
  for (let size = 1; size <= bytes.length; size += 1) {
    const reader = requestReader();
    const read: string[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const requests = reader.read(bytes.subarray(at, at + size));
      if (requests !== 'unreadable') read.push(...requests.map(({ raw }) => raw.toString()));
    }
    expect(read).toEqual([one, one]);
  }
});

test('the guard sees the bodies of all calls of a connection', async () => {
  seen.length = 0;

  await list(3);
  await list(4);

  expect(seen).toEqual(['{"Limit":3}', '{"Limit":4}']);
});
