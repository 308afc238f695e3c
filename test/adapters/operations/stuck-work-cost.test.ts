import { dynamoDigests } from '../../../adapters/dynamodb/digests/digests.ts';
import { dynamoMessageLog } from '../../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoUnfinishedWork } from '../../../adapters/dynamodb/operations/unfinished-work.ts';
import { dynamoRequests } from '../../../adapters/dynamodb/publishing/requests.ts';
import { dynamoDueItems } from '../../../adapters/dynamodb/scheduling/due-items.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { findStuckWork } from '../../../core/operations/find-stuck-work.ts';
import { derivedUlid } from '../../../core/publishing/rules/derived-id.ts';
import { countRequests } from '../../bench/measure/count-requests.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { notificationId, world } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());

async function open() {
  const here = world();
  const table = openTable(await emulator.makeTable(), { now: here.now, patience: unhurried });
  const deps = {
    unfinishedWork: dynamoUnfinishedWork(table),
    digests: dynamoDigests(table),
    dueItems: dynamoDueItems(table),
    messageLog: dynamoMessageLog(table),
    channels: ['inbox', 'email', 'sms'] as const,
    now: here.now,
  };
  await findStuckWork(deps);
  /** Looks as often as the job does in an hour. */
  const anHour = () =>
    countRequests(table, async () => {
      for (let look = 0; look < 12; look += 1) {
        here.pass(5 * 60);
        await findStuckWork(deps);
      }
    });
  return { here, table, anHour };
}

test('an idle hour of looks for stuck work takes some 96 units', async () => {
  const { table, anHour } = await open();

  const { units } = await anHour();
  table.client.destroy();

  expect(units).toBeLessThanOrEqual(97);
});

test('a hundred notifications of one request take half a unit for each channel of the stage, once', async () => {
  const { here, table, anHour } = await open();
  const at = here.now();
  const notificationIds = Array.from({ length: 100 }, (_, n) => notificationId(String(n), at));
  const requestId = `req_${derivedUlid(at, 'test', 'many')}`;
  const part = { requestId, workflow: 'greeting', test: false, requestedAt: at, from: 0, isLast: true, refused: [] };
  await dynamoRequests(table).note({ ...part, notificationIds, expiresAt: farAway });

  const idle = 97;
  const first = await anHour();
  const second = await anHour();
  table.client.destroy();

  expect(first.units - idle).toBeGreaterThan(140);
  expect(first.units - idle).toBeLessThanOrEqual(155);
  expect(second.units).toBeLessThanOrEqual(idle);
});
