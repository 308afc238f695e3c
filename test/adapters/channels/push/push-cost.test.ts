import { dynamoFeed } from '../../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoDevices } from '../../../../adapters/dynamodb/channels/push/devices.ts';
import { dynamoLedger } from '../../../../adapters/dynamodb/delivery/ledger.ts';
import { openTable } from '../../../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../../../adapters/dynamodb/users/users.ts';
import { deliverPush } from '../../../../core/channels/push/deliver-push.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { type Consumed, countRequests } from '../../../bench/measure/count-requests.ts';
import { aDevice, putAsIs } from '../../../core/channels/push/a-device.ts';
import { aWorkflow } from '../../../core/workflows/a-workflow.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../../dynamodb-emulator.ts';
import { aMessage, aNotification, notificationId, world } from '../../../world.ts';
import { enterItem } from '../inbox/enter-item.ts';

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());

/** Counts what registering a device, and sending one push message to so many, ask of the table, beside planning it. */
async function countSend(names: readonly string[]) {
  const here = world();
  const table = openTable(await emulator.makeTable(), { now: here.now, patience: unhurried });
  const [ledger, devices, feed] = [dynamoLedger(table), dynamoDevices(table), dynamoFeed(table)];
  await dynamoUsers(table).upsert('ada', {}, here.now());
  await enterItem({ ledger }, 'earlier'); // something unread, which is counted for the badge
  const registered = names.map((name) => aDevice(name));
  let put: Consumed = { requests: 0, units: 0 }; // what the last of them took
  for (const device of registered) put = await countRequests(table, () => putAsIs(devices, 'ada', device));
  const message = aMessage({ channel: 'push', address: JSON.stringify(registered.map(({ id }) => id)) });
  const notification = aNotification({ explanation: [{ channel: 'push', decision: 'send', because: 'asked for' }] });
  await ledger.enter({ notification, messages: [message], expiresAt: new Date('2031-01-01T00:00:00Z') });
  const greeting = aWorkflow({ push: () => ({ title: 'Hello', body: 'It is ready.' }) }) as unknown as Workflow;
  const deps = {
    ...here,
    ledger,
    devices,
    workflows: new Map([['greeting', greeting]]),
    countUnread: async (id: string) => (await feed.counts(id, await feed.state(id))).unread,
    leaseSeconds: 60,
    ambiguousWaitSeconds: 120,
    pauseSeconds: 900,
    retryWindowSeconds: 3600,
  };

  const send = () => deliverPush({ version: 1, notificationId: notificationId('n1'), channel: 'push' }, deps);
  const sent = await countRequests(table, send);
  table.client.destroy();
  expect(here.deviceProviders.web.asked).toHaveLength(names.length);
  return { put, sent };
}

test('registering a device and sending a push message cost what docs/costs.md says, and each device more one unit read', async () => {
  const one = await countSend(['desktop']);
  const four = await countSend(['desktop', 'phone', 'tablet', 'watch']);

  expect(one).toEqual({ put: { requests: 3, units: 9 }, sent: { requests: 6, units: 5.5 } });
  expect(four.sent).toEqual({ requests: 6, units: 8.5 });
});
