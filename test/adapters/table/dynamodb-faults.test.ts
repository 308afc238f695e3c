import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoCancellations } from '../../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoRateLimiter } from '../../../adapters/dynamodb/delivery/rate-limiter.ts';
import { dynamoIdempotency } from '../../../adapters/dynamodb/publishing/idempotency.ts';
import { openTable, type Table } from '../../../adapters/dynamodb/table/table.ts';
import type { Ledger } from '../../../adapters/records/ledger.ts';
import type { Step } from '../../../core/delivery/ports/ledger.ts';
import type { Idempotency } from '../../../core/publishing/ports/idempotency.ts';
import { startDynamo } from '../../../local/emulators/dynamodb.ts';
import { noFaults, type TableFault } from '../../../local/emulators/providers/faults.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import { freePort } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { pointAtLocalAws, tableInput } from '../../dynamodb-emulator.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { recognizeNodeErrors } from '../node-errors.ts';

const faults = noFaults();
const id = notificationId('n1');
let emulator: Stoppable;
let table: Table;
let ledger: Ledger;
let idempotency: Idempotency;
let tables = 0;

beforeAll(async () => {
  recognizeNodeErrors();
  const port = await freePort();
  emulator = await startDynamo({
    port,
    dataFolder: scratchFolder(),
    tables: [],
    takeFault: (body) => faults.take('dynamodb', body),
  });
  pointAtLocalAws({ AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
});
beforeEach(async () => {
  tables += 1;
  const client = new DynamoDBClient(clientConfig(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? ''));
  await client.send(new CreateTableCommand(tableInput(`table-${tables}`)));
  client.destroy();
  table = openTable(`table-${tables}`, { now: () => aMoment });
  ledger = dynamoLedger(table);
  idempotency = dynamoIdempotency(table);
});
afterEach(() => {
  faults.clear();
  table.client.destroy();
});
afterAll(() => emulator.stop());

/** DynamoDB fails so many of the calls that have this text in them. */
const fail = (fault: TableFault, containing: string, count: number) =>
  faults.set({ service: 'dynamodb', fault, containing, count });

describe('what a provider said', () => {
  const step = (change: Pick<Step, 'status' | 'providerId'>) =>
    ledger.step({ notificationId: id, channel: 'email', fence: 1, at: aMoment, ...change });
  const events = async () => (await ledger.read(id))?.messages[0]?.events.map(({ status }) => status);

  beforeEach(async () => {
    await ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt: farAway });
    await takeMessage(ledger, { notificationId: id, leaseSeconds: 40, at: aMoment });
  });

  test.each(['throttle', 'lost_answer', 'down'] as const)(
    'is recorded once, although DynamoDB meets it with "%s" five times',
    async (fault) => {
      fail(fault, 'ses-1', 5);

      expect(await step({ status: 'sent', providerId: 'ses-1' })).toBe(true);

      expect(await events()).toEqual(['queued', 'sending', 'sent']);
    },
  );
});

describe('an idempotency key', () => {
  const claim = (now = aMoment) =>
    idempotency.claim({ caller: 'key_1', key: 'once', requestHash: 'hash', unorderedHash: 'hash', leaseSeconds: 60, now });

  test('is claimed although the answer was lost on its way: the repetition knows itself', async () => {
    fail('lost_answer', 'I#key_1#once', 1);

    expect(await claim()).toEqual({ outcome: 'first', requestedAt: aMoment });
    expect(await claim()).toEqual({ outcome: 'running' });
  });

  test('is claimed again after its lease, although that answer was lost', async () => {
    await claim();
    const later = new Date(aMoment.getTime() + 61_000);
    fail('lost_answer', 'SET leaseUntil', 1);

    expect(await claim(later)).toEqual({ outcome: 'first', requestedAt: aMoment });
    expect(await claim(later)).toEqual({ outcome: 'running' });
  });

  test('is claimed by one of many, although every second answer is lost', async () => {
    faults.set({ service: 'dynamodb', fault: 'lost_answer', rate: 0.5, count: 4 });

    const claims = await Promise.all(Array.from({ length: 6 }, () => claim().catch(() => ({ outcome: 'failed' }))));

    expect(claims.filter(({ outcome }) => outcome === 'first').length).toBeLessThanOrEqual(1);
  });
});

test('what was entered by an attempt that crashed before it looked whether its key is canceled, is canceled by the next one', async () => {
  const notification = aNotification({ cancellationKey: 'order-7' });
  const enter = () => ledger.enter({ notification, messages: [aMessage()], expiresAt: farAway });
  let looks = 0;
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const isLook = commandName === 'BatchGetItemCommand' && JSON.stringify(args.input).includes('CANCEL#order-7');
        if (isLook) looks += 1;
        if (isLook && looks === 2) throw new Error('crashed');
        const answer = await next(args);
        if (isLook && looks === 1) await dynamoCancellations(table).note('order-7', aMoment, farAway); // by who lists nothing yet
        return answer;
      },
    { step: 'initialize', name: 'crash' },
  );

  await expect(enter()).rejects.toThrow('crashed');

  expect((await enter()).map(({ status }) => status)).toEqual(['canceled']);
});

test('a reservation of permits whose answer was lost loses them, and gives nobody the same', async () => {
  const limiters = [dynamoRateLimiter(table), dynamoRateLimiter(table)];
  const request = {
    trafficClass: 'transactional',
    count: 2,
    units: 1,
    perSecond: 10,
    latestMs: aMoment.getTime() + 60_000,
  } as const;
  fail('lost_answer', 'PACE#email', 2);

  const grants = await Promise.all(limiters.map((each) => each.reserve('email', request)));

  const given = grants.flatMap((grant) => (grant.outcome === 'granted' ? grant.permitsMs : []));
  expect(given).toHaveLength(4);
  expect(new Set(given).size).toBe(4);
});
