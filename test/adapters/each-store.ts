import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { dynamoRateCounter } from '../../adapters/dynamodb/access/rate-counter.ts';
import { dynamoBatches } from '../../adapters/dynamodb/batches/batches.ts';
import { dynamoCancellations } from '../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoChatConnections } from '../../adapters/dynamodb/channels/chat/chat-connections.ts';
import { dynamoConnections } from '../../adapters/dynamodb/channels/inbox/connections.ts';
import { dynamoFeed } from '../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoDevices } from '../../adapters/dynamodb/channels/push/devices.ts';
import { dynamoSentSms } from '../../adapters/dynamodb/channels/sms/sent-sms.ts';
import { dynamoSmsMeter } from '../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoRateLimiter } from '../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoWorkflowPauses } from '../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoChangedNotifications } from '../../adapters/dynamodb/events/changed-notifications.ts';
import { dynamoSenderTallies } from '../../adapters/dynamodb/feedback/sender-tallies.ts';
import { dynamoMessageLog } from '../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoResends } from '../../adapters/dynamodb/message-log/resends.ts';
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { dynamoUnfinishedWork } from '../../adapters/dynamodb/operations/unfinished-work.ts';
import { dynamoFrequencyCaps } from '../../adapters/dynamodb/planning/frequency-caps.ts';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoRecipientKeys } from '../../adapters/dynamodb/publishing/recipient-keys.ts';
import { dynamoRequests } from '../../adapters/dynamodb/publishing/requests.ts';
import { dynamoScheduleRuns } from '../../adapters/dynamodb/schedules/schedule-runs.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules/schedules.ts';
import { dynamoDueItems } from '../../adapters/dynamodb/scheduling/due-items.ts';
import { dynamoCoveredItems } from '../../adapters/dynamodb/statistics/covered-items.ts';
import { dynamoStatistics } from '../../adapters/dynamodb/statistics/statistics.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoTenants } from '../../adapters/dynamodb/tenants/tenants.ts';
import { dynamoTopicList } from '../../adapters/dynamodb/topics/list-topics.ts';
import { dynamoTopics } from '../../adapters/dynamodb/topics/topics.ts';
import { dynamoUserList } from '../../adapters/dynamodb/users/list-users.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { dynamoDeliveries } from '../../adapters/dynamodb/webhooks/deliveries.ts';
import { dynamoWebhooks } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
import { type World, world } from '../world.ts';

/** A world whose stored things lie in memory or in DynamoDB. */
export type StoreWorld = Pick<
  World,
  | 'users'
  | 'userList'
  | 'topicList'
  | 'resends'
  | 'topics'
  | 'records'
  | 'feed'
  | 'chatConnections'
  | 'connections'
  | 'devices'
  | 'ledger'
  | 'requests'
  | 'changedNotifications'
  | 'messageLog'
  | 'statistics'
  | 'coveredItems'
  | 'frequencyCapCounts'
  | 'cancellations'
  | 'dueItems'
  | 'digests'
  | 'batches'
  | 'idempotency'
  | 'recipientKeys'
  | 'apiKeys'
  | 'rates'
  | 'schedules'
  | 'scheduleRuns'
  | 'jobs'
  | 'unfinishedWork'
  | 'meter'
  | 'sentSms'
  | 'suppressions'
  | 'tenants'
  | 'webhooks'
  | 'deliveries'
  | 'pauses'
  | 'tallies'
  | 'rateLimiter'
  | 'now'
  | 'workflowPauses'
  | 'at'
  | 'pass'
>;

/** Runs one suite over every implementation; `open` gives an empty world of that `kind`. */
export function describeEachStore(
  promise: string,
  tests: (open: () => Promise<StoreWorld>, kind: 'memory' | 'dynamodb') => void,
): void {
  describe(`in memory, ${promise}`, () => tests(async () => world(), 'memory'));

  describe(`on DynamoDB, ${promise}`, () => {
    let emulator: DynamodbEmulator;
    const tables: Table[] = [];
    beforeAll(async () => {
      emulator = await startDynamodbEmulator();
    });
    afterAll(async () => {
      for (const table of tables) table.client.destroy();
      await emulator.stop();
    });

    tests(async () => {
      const { now, at, pass } = world();
      const table = openTable(await emulator.makeTable(), { now, patience: unhurried });
      tables.push(table);
      return { ...dynamoStores(table), now, at, pass };
    }, 'dynamodb');
  });
}

/** Every port over a table. */
export function dynamoStores(table: Table) {
  return {
    users: dynamoUsers(table),
    userList: dynamoUserList(table),
    tenants: dynamoTenants(table),
    topics: dynamoTopics(table),
    topicList: dynamoTopicList(table),
    resends: dynamoResends(table),
    records: dynamoUserRecords(table),
    feed: dynamoFeed(table),
    chatConnections: dynamoChatConnections(table),
    connections: dynamoConnections(table),
    devices: dynamoDevices(table),
    ledger: dynamoLedger(table),
    statistics: dynamoStatistics(table),
    coveredItems: dynamoCoveredItems(table),
    frequencyCapCounts: dynamoFrequencyCaps(table),
    requests: dynamoRequests(table),
    changedNotifications: dynamoChangedNotifications(table),
    messageLog: dynamoMessageLog(table),
    cancellations: dynamoCancellations(table),
    dueItems: dynamoDueItems(table),
    digests: dynamoDigests(table),
    batches: dynamoBatches(table),
    idempotency: dynamoIdempotency(table),
    recipientKeys: dynamoRecipientKeys(table),
    apiKeys: dynamoApiKeys(table),
    rates: dynamoRateCounter(table),
    schedules: dynamoSchedules(table),
    scheduleRuns: dynamoScheduleRuns(table),
    jobs: dynamoJobs(table),
    unfinishedWork: dynamoUnfinishedWork(table),
    meter: dynamoSmsMeter(table),
    sentSms: dynamoSentSms(table),
    suppressions: dynamoSuppressions(table),
    webhooks: dynamoWebhooks(table),
    deliveries: dynamoDeliveries(table),
    pauses: dynamoPauses(table),
    workflowPauses: dynamoWorkflowPauses(table),
    tallies: dynamoSenderTallies(table),
    rateLimiter: dynamoRateLimiter(table),
  };
}
