import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { readChange } from '../../../adapters/dynamodb/events/read-change.ts';
import { type StreamRecord, toItemChange } from '../../../adapters/dynamodb/events/stream-record.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../../adapters/dynamodb/users/user-records.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { changesOf } from '../../../core/events/rules/changes-of.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { aMessage, aMoment, aNotification, anInboxItem } from '../../world.ts';

const farAway = new Date('2040-01-01T00:00:00.000Z');
const id = aNotification().id;

let emulator: DynamodbEmulator;
let table: Table;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
beforeEach(async () => {
  table = openTable(await emulator.makeTable(), { now: () => aMoment, patience: unhurried });
});
afterEach(() => table.client.destroy());
afterAll(() => emulator.stop());

/** What the writes so far have changed, as the table's stream tells it. */
async function told(): Promise<string[]> {
  const tables = new DynamoDBClient();
  const streams = new DynamoDBStreamsClient({ endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '' });
  const { Table: described } = await tables.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = described?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const { ShardIterator } = await streams.send(from);
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  tables.destroy();
  streams.destroy();
  return Records.flatMap((record) => {
    const change = readChange(toItemChange(record as unknown as StreamRecord));
    return change === undefined ? [] : changesOf(change).map(({ type }) => type);
  });
}

test('entering, sending and reading a notification are told as what they are', async () => {
  const ledger = dynamoLedger(table);
  const inbox = aMessage({ channel: 'inbox', status: 'delivered' });
  await ledger.enter({
    notification: aNotification(),
    messages: [aMessage(), inbox],
    inboxItem: anInboxItem(),
    expiresAt: farAway,
  });
  const rules = { leaseSeconds: 60, ambiguousWaitSeconds: 120, now: aMoment };
  const found = await ledger.find({ notificationId: id, channel: 'email', ...rules });
  if (found.outcome !== 'free') throw new Error('the message is free');
  const fence = await ledger.take(found, { status: 'sending', at: aMoment, leaseSeconds: 60 });
  await ledger.step({ notificationId: id, channel: 'email', fence: fence ?? 0, status: 'sent', at: aMoment });
  await dynamoFeed(table).mark('ada', id, 'read');
  await dynamoFeed(table).markThrough('ada', 'seen', 1);

  expect((await told()).sort()).toEqual(
    [
      'notification.accepted',
      'message.queued',
      'message.delivered',
      'message.sending',
      'message.sent',
      'inbox_item.read',
      'inbox.seen',
    ].sort(),
  );
});

test('a suppression, added and removed, is told once each, and not again for the list of all', async () => {
  const suppressions = dynamoSuppressions(table);
  await suppressions.add({ address: 'ada@example.com', reason: 'manual', source: 'api', at: aMoment });
  await suppressions.remove('ada@example.com');

  expect(await told()).toEqual(['suppression.added', 'suppression.removed']);
});

test('what a user chooses is told; their address, and that they are erased, is not', async () => {
  const users = dynamoUsers(table);
  const { version } = await users.upsert('ada', { email: 'ada@example.com' }, aMoment);
  await users.choose({ userId: 'ada', choices: { preferences: { general: { email: 'opted_out' } } }, version }, aMoment);
  await dynamoUserRecords(table).close('ada', aMoment);

  expect(await told()).toEqual(['preferences.changed', 'user.unsubscribed']);
});
