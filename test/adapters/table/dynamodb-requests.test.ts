import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { toStoredInboxItem } from '../../../adapters/dynamodb/channels/inbox/inbox-item.ts';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoDigests } from '../../../adapters/dynamodb/digests/digests.ts';
import { dynamoFrequencyCaps } from '../../../adapters/dynamodb/planning/frequency-caps.ts';
import { dynamoIdempotency } from '../../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { checkUnsubscribe } from '../../../core/channels/email/check-unsubscribe.ts';
import type { FeedSlice } from '../../../core/channels/inbox/ports/feed.ts';
import { smsWindows } from '../../../core/channels/sms/rules/sms-guard.ts';
import { endUnsent } from '../../../core/delivery/end-unsent.ts';
import { planAgain } from '../../../core/delivery/plan-again.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { RetryableError } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import type { FrequencyCapPolicy } from '../../../core/planning/rules/frequency-cap.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { requestIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { countRequests } from '../../bench/measure/count-requests.ts';
import { channelDeps } from '../../core/dry-run/dry-run-deps.ts';
import { type DynamodbEmulator, pointAtLocalAws, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, anApiKey, anInboxItem, notificationId, smsTerms, world } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { enterDigestEntry } from '../digests/enter-digest-entry.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { startScriptedServer } from '../providers/scripted-server.ts';

const now = () => aMoment;

beforeAll(recognizeNodeErrors);

describe('on a table', () => {
  let emulator: DynamodbEmulator;
  let table: Table;
  let requests: string[];
  beforeAll(async () => {
    emulator = await startDynamodbEmulator();
  });
  afterAll(() => emulator.stop());
  beforeEach(async () => {
    table = openTable(await emulator.makeTable(), { now, patience: unhurried });
    requests = [];
    table.client.middlewareStack.add(
      (next, context) => (args) => {
        requests.push(String(context.commandName).replace('Command', ''));
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
  });
  afterEach(() => table.client.destroy());

  const requestsOf = async (work: () => Promise<unknown>) => {
    requests.length = 0;
    await work();
    return [...requests];
  };

  test('ten messages are found, taken and stepped in three requests, as is one', async () => {
    const ledger = dynamoLedger(table);
    const ids = Array.from({ length: 11 }, (_, n) => notificationId(`n${n}`));
    for (const id of ids)
      await ledger.enter({
        notification: aNotification({ id }),
        messages: [aMessage({ notificationId: id })],
        expiresAt: farAway,
      });
    const send = async (id: string) => {
      const fence = await takeMessage(ledger, { notificationId: id, at: aMoment });
      return ledger.step({ notificationId: id, channel: 'email', fence, status: 'sent', at: aMoment });
    };

    const three = ['BatchGetItem', 'BatchExecuteStatement', 'BatchExecuteStatement'];
    expect(await requestsOf(() => Promise.all(ids.slice(1).map(send)))).toEqual(three);
    expect(await requestsOf(() => send(ids[0] ?? ''))).toEqual(three);
  });

  test('whether ten e-mails may still go, by their addresses and their users, is one request, also when they have waited', async () => {
    const stores = { users: dynamoUsers(table), feed: dynamoFeed(table), tenants: rememberedTenants(table) };
    const deps = { ...stores, workflows: workflowByKey, apiUrl: 'https://api.example.com', now };
    const ids = Array.from({ length: 10 }, (_, n) => notificationId(`n${n}`));
    const look = (id: string, n: number) => {
      const notification = aNotification({ id, userId: `user-${n}` });
      const message = aMessage({ notificationId: id, address: `user-${n}@example.com`, attempts: 1 });
      const askAgain = () => checkUnsubscribe(notification, deps);
      const asked = {
        suppressions: dynamoSuppressions(table),
        askAgain,
        planAgain: () => planAgain({ message, notification }, deps),
        now,
      };
      return endUnsent({ message, notification }, async () => true, asked);
    };

    expect(await requestsOf(() => Promise.all(ids.map(look)))).toEqual(['BatchGetItem']);
  });

  test('accepting reads all recipients at once, whoever is not found once more, and writes those alone who have changed', async () => {
    const users = dynamoUsers(table);
    const here = { ...world(), users, idempotency: dynamoIdempotency(table), workflows: workflowByKey };
    const accept = (recipients: unknown[], keyHeader?: string) => {
      const request = { workflow: 'message', recipients, data: { title: 'Hello', body: '' } };
      return requestsOf(() => acceptPublish({ request, apiKey: anApiKey(), keyHeader }, here));
    };
    const crowd = Array.from({ length: 100 }, (_, n) => ({ id: `crowd-${n}`, email: `crowd-${n}@example.com` }));
    await Promise.all(crowd.map(({ id, email }) => users.upsert(id, { email }, aMoment)));

    expect(await accept(['crowd-1'])).toEqual(['BatchGetItem']);
    expect(await accept(['crowd-1', 'nobody'])).toEqual(['BatchGetItem', 'BatchGetItem']);
    expect(await accept(crowd)).toEqual(['BatchGetItem']);
    expect(await accept([{ id: 'crowd-1', email: 'new@example.com' }, { id: 'grace' }, ...crowd.slice(2)])).toEqual([
      'BatchGetItem',
      'UpdateItem', // the hash of the address that one has no more: until when it leads to them, from both sides
      'UpdateItem',
      'BatchExecuteStatement', // the hash of the new one, from both sides
      'UpdateItem',
    ]);
    expect((await accept(['crowd-1'], 'a-key')).toSorted()).toEqual(['BatchGetItem', 'PutItem', 'UpdateItem']);
  });

  test('sixty messages of a digest are ended in three requests of 25 at most, at one write unit each', async () => {
    const here = { digests: dynamoDigests(table), ledger: dynamoLedger(table), now };
    const digest = { userId: 'ada', frequency: 'daily', number: 1 } as const;
    for (let n = 0; n < 60; n += 1) await enterDigestEntry(here, `n${n}`);
    const { entries } = await here.digests.entries({ ...digest, limit: 100 });
    const complete = () => here.digests.complete(digest, entries, { status: 'sent', detail: 'in digest 1', at: aMoment });

    const counted = await countRequests(table, complete);

    expect(entries).toHaveLength(60);
    expect(counted).toEqual({ requests: 3, units: 60 });
  });

  test('a receipt that is news is one write, one that a message was sent one read, and only what is unexpected takes more', async () => {
    const ledger = dynamoLedger(table);
    const about = { notificationId: notificationId('n1'), channel: 'email', address: 'ada@example.com', at: aMoment } as const;
    const tell = (id: string, status: 'sent' | 'delivered' | 'complained', address: string = about.address) =>
      requestsOf(() => ledger.recordReceipt({ ...about, id, status, address }));
    await ledger.enter({ notification: aNotification(), messages: [aMessage({ status: 'sent' })], expiresAt: farAway });

    expect(await tell('s1', 'sent')).toEqual(['GetItem']);
    expect(await tell('d1', 'delivered')).toEqual(['UpdateItem']);
    expect(await tell('d1', 'delivered')).toEqual(['UpdateItem', 'GetItem']);
    expect(await tell('c1', 'complained', 'ADA@example.com')).toEqual(['UpdateItem', 'GetItem', 'UpdateItem']);
    expect(await tell('s2', 'sent')).toEqual(['GetItem', 'GetItem']);
  });

  test('a feed is polled, read, counted and marked with no more requests than that takes', async () => {
    const ledger = dynamoLedger(table);
    const feed = dynamoFeed(table);
    const entry = { notification: aNotification(), messages: [aMessage()], inboxItem: anInboxItem(), expiresAt: farAway };

    const steps = ['BatchExecuteStatement', 'BatchGetItem', 'BatchExecuteStatement', 'BatchExecuteStatement'];
    expect(await requestsOf(() => ledger.enter(entry))).toEqual(steps);
    expect(await requestsOf(() => feed.state('ada'))).toEqual(['GetItem']);
    expect(await requestsOf(() => feed.page(aSlice()))).toEqual(['Query']);
    expect(await requestsOf(() => feed.counts('ada', aSlice().state))).toEqual(['Query']);
    expect(await requestsOf(() => feed.markThrough('ada', 'seen', 1))).toEqual(['UpdateItem']);
    const mark = () => feed.mark('ada', notificationId('n1'), 'read');
    expect(await requestsOf(mark)).toEqual(['TransactGetItems', 'TransactWriteItems']);
    expect(await requestsOf(mark)).toEqual(['TransactGetItems']);
  });

  test('a frequency cap takes no request where the owner sets no limit, and where there is one, only to a dry run or a new plan', async () => {
    const stores = { users: dynamoUsers(table), ledger: dynamoLedger(table), frequencyCapCounts: dynamoFrequencyCaps(table) };
    const here = { ...world(), ...stores, suppressions: dynamoSuppressions(table), workflows: workflowByKey, smsCountries: [] };
    await here.users.upsert('ada', { email: 'ada@example.com' }, aMoment);
    const request = { workflow: 'message', data: { title: 'Hello', body: '' }, channels: ['email' as const] };
    const publish = (name: string, frequencyCapPolicy?: FrequencyCapPolicy) => {
      const requestId = requestIdFor(aMoment, 'test', name);
      const requested = { requestId, requestedAt: aMoment.toISOString(), userId: 'ada', test: false } as const;
      const deps = { ...here, retentionDays: 30, ...(frequencyCapPolicy && { frequencyCapPolicy }) };
      return requestsOf(() => dispatch({ type: 'notify', version: 1, ...requested, ...request }, deps));
    };
    const tell = (frequencyCapPolicy?: FrequencyCapPolicy) => {
      const asked = { ...channelDeps(here.meter, smsTerms()), digests: dynamoDigests(table) };
      const deps = { ...here, ...asked, ...(frequencyCapPolicy && { frequencyCapPolicy }) };
      return requestsOf(() => dryRun({ request: { ...request, recipients: ['ada'] }, test: false }, deps));
    };
    const none: FrequencyCapPolicy = { allowances: [], over: 'digest' };
    const one: FrequencyCapPolicy = { allowances: [{ channel: 'email', most: 1, per: 'hour' }], over: 'digest' };

    for (const budget of [undefined, none]) {
      const steps = ['BatchExecuteStatement', 'BatchExecuteStatement', 'BatchGetItem'];
      expect(await publish(`unlimited ${budget?.over}`, budget)).toEqual(['BatchGetItem', ...steps]);
      expect(await tell(budget)).toEqual(['BatchGetItem', 'BatchGetItem']);
    }
    expect(await tell(one)).toEqual(['BatchGetItem', 'BatchGetItem', 'BatchGetItem']);
    expect(await publish('within', one)).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(await publish('beyond', one)).toEqual(['BatchGetItem', 'TransactWriteItems', 'BatchGetItem', 'TransactWriteItems']);
  });

  test('an SMS is reserved in one transaction and one read, and given back in one of each', async () => {
    const meter = dynamoSmsMeter(table);
    const limit = { anHour: 9, aDay: 9 };
    const windows = smsWindows('+447400123456', aMoment, { perNumber: limit, perPrefix: limit });
    const sms = { notificationId: notificationId('n1'), segments: 1, cost: 100, budget: 1_000, windows, at: aMoment };

    expect(await requestsOf(() => meter.reserve(sms))).toEqual(['TransactWriteItems', 'GetItem']);
    expect(await requestsOf(() => meter.giveBack(sms.notificationId))).toEqual(['GetItem', 'TransactWriteItems']);
    expect(await requestsOf(() => meter.giveBack(sms.notificationId))).toEqual(['GetItem']);
  });

  test('permits are reserved in one request by a worker that is alone, and in two where others reserve as well', async () => {
    const [one, other] = [dynamoRateLimiter(table), dynamoRateLimiter(table)];
    const request = {
      trafficClass: 'transactional',
      count: 10,
      units: 1,
      perSecond: 14,
      latestMs: Number.MAX_SAFE_INTEGER,
    } as const;
    const reserve = (limiter = one) => requestsOf(() => limiter.reserve('email', request));

    expect(await reserve()).toEqual(['GetItem', 'UpdateItem']);
    expect(await reserve()).toEqual(['UpdateItem']);
    expect(await reserve(other)).toEqual(['GetItem', 'UpdateItem']);
    expect(await reserve()).toEqual(['UpdateItem', 'GetItem', 'UpdateItem']);
    expect(await reserve(other)).toEqual(['GetItem', 'UpdateItem']);
    expect(await reserve()).toEqual(['GetItem', 'UpdateItem']);
    expect(await reserve()).toEqual(['GetItem', 'UpdateItem']);
    expect(await reserve()).toEqual(['UpdateItem']);
  });

  test('a page reads no more than a thousand items, however few of them match, and goes on after them', async () => {
    await fill(table, 1_500);
    requests.length = 0;
    const feed = dynamoFeed(table);
    const slice = aSlice({ category: 'rare', state: { version: 1_500, readThrough: 0, seenThrough: 0 } });

    const first = await feed.page(slice);
    expect(requests).toEqual(['Query', 'Query', 'Query', 'Query']);
    const second = await feed.page({ ...slice, ...(first.next && { after: first.next }) });

    expect([first.items, first.next]).toEqual([[], expect.any(String)]);
    expect(second.items.map(({ title }) => title)).toEqual(['rare']);
    expect(second.next).toBeUndefined();
  });

  test('a page of a large inbox takes one request, as that of a small one', async () => {
    await fill(table, 1_500);
    requests.length = 0;

    const { items } = await dynamoFeed(table).page(aSlice({ state: { version: 1_500, readThrough: 0, seenThrough: 0 } }));

    expect(items).toHaveLength(25);
    expect(requests).toEqual(['Query']);
  });
});

test('a table that does not answer is for later, within seconds', async () => {
  const server = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_DYNAMODB: server.url });
  const table = openTable('no-table');

  await expect(dynamoFeed(table).state('ada')).rejects.toBeInstanceOf(RetryableError);
  expect(server.bodies).toHaveLength(3);

  table.client.destroy();
  await server.stop();
});

function aSlice(changes: Partial<FeedSlice> = {}): FeedSlice {
  const state = { version: 1, readThrough: 0, seenThrough: 0 };
  return { userId: 'ada', state, status: 'all', archived: false, limit: 25, ...changes };
}

/** Puts so many items into Ada's inbox, the oldest in a category of its own. */
async function fill(table: Table, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, index) => {
    const change = index === 0 ? { category: 'rare', title: 'rare' } : {};
    return toStoredInboxItem(anInboxItem({ notificationId: notificationId(`n${index}`), ...change }), index + 1, farAway);
  });
  for (let start = 0; start < count; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  }
}
