import { dynamoApiKeys } from '../../adapters/dynamo/api-keys.ts';
import { dynamoAttention } from '../../adapters/dynamo/attention.ts';
import { dynamoCancellations } from '../../adapters/dynamo/cancellations.ts';
import { dynamoDigests } from '../../adapters/dynamo/digests.ts';
import { dynamoDueItems } from '../../adapters/dynamo/due-items.ts';
import { dynamoFeed } from '../../adapters/dynamo/feed.ts';
import { dynamoIdempotency } from '../../adapters/dynamo/idempotency.ts';
import { dynamoJobs } from '../../adapters/dynamo/jobs.ts';
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoRateCounter } from '../../adapters/dynamo/rate-counter.ts';
import { dynamoRequests } from '../../adapters/dynamo/requests.ts';
import { dynamoSendSlots } from '../../adapters/dynamo/send-slots.ts';
import { dynamoSenderTallies } from '../../adapters/dynamo/sender-tallies.ts';
import { dynamoSentSms } from '../../adapters/dynamo/sent-sms.ts';
import { dynamoSmsMeter } from '../../adapters/dynamo/sms-meter.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable, type Table } from '../../adapters/dynamo/table.ts';
import { dynamoTopics } from '../../adapters/dynamo/topics.ts';
import { dynamoUserRecords } from '../../adapters/dynamo/user-records.ts';
import { dynamoUsers } from '../../adapters/dynamo/users.ts';
import { type DynamoEngine, startDynamoEngine, unhurried } from '../engine-dynamo.ts';
import { type World, world } from '../world.ts';

/** A world whose stored things lie in memory or in DynamoDB. */
export type StoreWorld = Pick<
  World,
  | 'users'
  | 'topics'
  | 'records'
  | 'feed'
  | 'ledger'
  | 'requests'
  | 'attention'
  | 'cancellations'
  | 'dueItems'
  | 'digests'
  | 'idempotency'
  | 'apiKeys'
  | 'rates'
  | 'jobs'
  | 'meter'
  | 'sentSms'
  | 'suppressions'
  | 'parking'
  | 'tallies'
  | 'slots'
  | 'now'
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
    let engine: DynamoEngine;
    const tables: Table[] = [];
    beforeAll(async () => {
      engine = await startDynamoEngine();
    });
    afterAll(async () => {
      for (const table of tables) table.client.destroy();
      await engine.stop();
    });

    tests(async () => {
      const { now, at, pass } = world();
      const table = openTable(await engine.makeTable(), { now, patience: unhurried });
      tables.push(table);
      return { ...dynamoStores(table), now, at, pass };
    }, 'dynamodb');
  });
}

function dynamoStores(table: Table) {
  return {
    users: dynamoUsers(table),
    topics: dynamoTopics(table),
    records: dynamoUserRecords(table),
    feed: dynamoFeed(table),
    ledger: dynamoLedger(table),
    attention: dynamoAttention(table),
    requests: dynamoRequests(table),
    cancellations: dynamoCancellations(table),
    dueItems: dynamoDueItems(table),
    digests: dynamoDigests(table),
    idempotency: dynamoIdempotency(table),
    apiKeys: dynamoApiKeys(table),
    rates: dynamoRateCounter(table),
    jobs: dynamoJobs(table),
    meter: dynamoSmsMeter(table),
    sentSms: dynamoSentSms(table),
    suppressions: dynamoSuppressions(table),
    parking: dynamoParking(table),
    tallies: dynamoSenderTallies(table),
    slots: dynamoSendSlots(table),
  };
}
