import fc from 'fast-check';
import { dynamoCancellations } from '../../../adapters/dynamodb/cancellation/cancellations.ts';
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import type { CancelAnswer } from '../../../contract/cancellation/cancel.ts';
import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { Channel } from '../../../contract/values.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import { deliver } from '../../../core/delivery/deliver.ts';
import { RetryableError } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { runs } from '../../runs.ts';
import { aMoment, anApiKey, aUser, type World, world } from '../../world.ts';

/** The things that a store keeps, and how to be asked before each step that it takes. */
type Stores = Pick<World, 'users' | 'ledger' | 'feed' | 'cancellations'>;
type Waits = () => Promise<unknown>;

const key = 'order-7';
const soon = new Date(aMoment.getTime() + 60_000);

function aRun(changes: Partial<NotifyMessage> = {}): NotifyMessage {
  return {
    type: 'notify',
    version: 1,
    requestId: requestIdFor(aMoment, 'test', 'r1'),
    requestedAt: aMoment.toISOString(),
    workflow: 'message',
    data: { title: 'Hello', body: 'Hello' },
    channels: ['inbox', 'email'],
    cancellationKey: key,
    test: false,
    userId: 'ada',
    ...changes,
  };
}

function idOf(run: NotifyMessage): string {
  return notificationIdFor(visibleAt(run), run.requestId, run.userId);
}

/** Everything a run passes through, on these stores; `sent` is what a provider was asked. */
function system(here: World, stores: Stores, onSend: () => void = () => {}) {
  const deps = { ...here, ...stores, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 30 };
  const patience = { leaseSeconds: 60, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 3600 };
  const sent: string[] = [];

  async function deliverAll(): Promise<void> {
    for (const message of here.email.drain()) {
      const send = async () => {
        onSend();
        sent.push(message.notificationId);
        return { outcome: 'sent' as const, providerId: 'p1' };
      };
      const sender = { render: () => ({ units: 1 }), admit: async () => undefined, send };
      await deliver(message, sender, { ...deps, ...patience }).catch(async (error: unknown) => {
        if (!(error instanceof RetryableError)) throw error;
        await here.email.send([message]);
      });
    }
  }

  return {
    sent,
    dispatch: (run: NotifyMessage) => dispatch(run, deps),
    cancel: (request: { id: string } | { cancellation_key: string; cursor?: string }) => cancel(request, deps),
    deliverAll,
    async releaseAll(): Promise<void> {
      for (const message of here.ingest.drain()) if (message.type === 'release') await release(message, deps);
    },
  };
}

function has(these: CancelAnswer['canceled'], id: string, channel: Channel): boolean {
  return these.some((each) => each.id === id && (each.channels === undefined || each.channels.includes(channel)));
}

describe('a cancellation', () => {
  async function aSystem() {
    const here = world();
    await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
    return { here, ...system(here, here) };
  }

  test('by key answers what was still in time and what was not', async () => {
    const { sent, dispatch, cancel, deliverAll, here } = await aSystem();
    await dispatch(aRun());
    const id = idOf(aRun());

    expect(await cancel({ cancellation_key: key })).toEqual({
      canceled: [{ id, channels: ['email'] }],
      too_late: [{ id, channels: ['inbox'] }],
    });

    await deliverAll();
    expect(sent).toEqual([]);
    expect((await here.ledger.read(id))?.messages.map(({ status }) => status)).toEqual(['delivered', 'canceled']);
  });

  test('is remembered for longer than anything can wait or be held, however short notifications stay', async () => {
    const { here } = await aSystem();
    const until: Record<string, Date> = {};
    const note: World['cancellations']['note'] = async (_key, _at, expiresAt) => {
      until.note = expiresAt;
    };
    const mark: World['ledger']['cancel'] = async ({ notificationId, expiresAt }) => {
      until.mark = expiresAt;
      return { notificationId, canceled: [], tooLate: [], dispatched: false };
    };

    await cancel({ cancellation_key: key }, { ...here, cancellations: { ...here.cancellations, note } });
    await cancel({ id: idOf(aRun()) }, { ...here, ledger: { ...here.ledger, cancel: mark } });

    const daysAhead = (instant: Date | undefined) => ((instant?.getTime() ?? 0) - here.now().getTime()) / 86_400_000;
    expect(daysAhead(until.note)).toBeGreaterThan(366 + 28); // the furthest `send_at`, and a dead-letter message that is redriven
    expect(daysAhead(until.mark)).toBeGreaterThan(28);
  });

  test('of what is scheduled cancels the inbox item as well', async () => {
    const { dispatch, cancel, releaseAll, here } = await aSystem();
    const run = aRun({ sendAt: soon.toISOString() });
    await dispatch(run);

    expect(await cancel({ id: idOf(run) })).toEqual({
      canceled: [{ id: idOf(run), channels: ['inbox', 'email'] }],
      too_late: [],
    });

    here.at(soon);
    await releaseAll();
    expect(await here.feed.state('ada')).toMatchObject({ version: 0 });
    expect(here.email.sent).toEqual([]);
  });

  test('by id, of what was accepted and is not dispatched yet, lets nothing of it out', async () => {
    const { dispatch, cancel, here } = await aSystem();
    const id = idOf(aRun());

    expect(await cancel({ id })).toEqual({ canceled: [{ id }], too_late: [] });

    await dispatch(aRun());
    expect(await here.feed.state('ada')).toMatchObject({ version: 0 });
    expect(here.email.sent).toEqual([]);
  });

  test('by key finds what was accepted a moment ago, and lets nothing of it out', async () => {
    const { dispatch, cancel, here } = await aSystem();
    const request = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'Hello' }, cancellation_key: key };
    const { body } = await acceptPublish(
      { request, apiKey: anApiKey(), keyHeader: undefined },
      { ...here, workflows: workflowByKey },
    );

    const id = body.notifications[0]?.id ?? '';
    expect(await cancel({ cancellation_key: key })).toEqual({ canceled: [{ id }], too_late: [] });

    for (const message of here.ingest.drain()) if (message.type === 'notify') await dispatch(message);
    expect((await here.ledger.read(id))?.messages.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(await here.feed.state('ada')).toMatchObject({ version: 0 });
    expect(here.email.sent).toEqual([]);
  });

  test('of more than one call can do says where to go on, and goes on there', async () => {
    const { dispatch, cancel, here, deliverAll, sent } = await aSystem();
    const users = Array.from({ length: 230 }, (_, n) => `user-${n}`);
    for (const userId of users) {
      await here.users.upsert(userId, { email: `${userId}@example.com` }, here.now());
      await dispatch(aRun({ userId, channels: ['email'] }));
    }

    const first = await cancel({ cancellation_key: key });
    const second = await cancel({ cancellation_key: key, cursor: first.next_cursor ?? '' });

    expect([first.canceled.length, second.canceled.length, second.next_cursor]).toEqual([200, 30, undefined]);
    await deliverAll();
    expect(sent).toEqual([]);
  });

  test('that was not gone on with still lets nothing out that is released later', async () => {
    const { dispatch, releaseAll, here } = await aSystem();
    await dispatch(aRun({ sendAt: soon.toISOString() }));
    await here.cancellations.note(key, here.now(), soon);

    here.at(soon);
    await releaseAll();

    expect(here.email.sent).toEqual([]);
    expect(await here.feed.state('ada')).toMatchObject({ version: 0 });
  });
});

describe('whatever the order of steps, what was answered as canceled never goes out, and the rest does:', () => {
  let emulator: DynamodbEmulator;
  beforeAll(async () => {
    emulator = await startDynamodbEmulator();
  });
  afterAll(() => emulator.stop());

  /** Calls of a store go one after another. */
  function inMemory(here: World, wait: Waits): Stores {
    const permits = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get:
          (target, name) =>
          async (...given: unknown[]) => {
            await wait();
            return (target[name as keyof Port] as (...args: unknown[]) => unknown)(...given);
          },
      });
    return {
      users: permits(here.users),
      ledger: permits(here.ledger),
      feed: permits(here.feed),
      cancellations: permits(here.cancellations),
    };
  }

  /** Requests to the table go one after another, so that also what lies between two requests of one call is open to others. */
  async function onDynamo(here: World, wait: Waits): Promise<Stores> {
    const table = openTable(await emulator.makeTable(), { now: here.now, patience: unhurried });
    await dynamoUsers(table).upsert('ada', aUser(), here.now());
    table.client.middlewareStack.add(
      (next) => async (args) => {
        await wait();
        return next(args);
      },
      { step: 'initialize', name: 'waitBetweenRequests' },
    );
    return {
      users: dynamoUsers(table),
      ledger: dynamoLedger(table),
      feed: dynamoFeed(table),
      cancellations: dynamoCancellations(table),
    };
  }

  const stores: Record<string, { most: number; open: (here: World, wait: Waits) => Promise<Stores> | Stores }> = {
    'in memory': { most: 300, open: inMemory },
    'on DynamoDB': { most: 100, open: onDynamo },
  };

  test.each(Object.entries(stores))('%s', async (_, { most, open }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.boolean(),
        fc.constantFrom<'id' | 'key'>('id', 'key'),
        fc.nat({ max: 20 }),
        async (scheduler, isScheduled, by, waitsBefore) => {
          const here = world();
          await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
          let isOver = false;
          const wait = () => (isOver ? Promise.resolve() : scheduler.schedule(Promise.resolve()));
          const stores = await open(here, wait);
          let answered: CancelAnswer | undefined;
          let sentAfterAnswer = false;
          const { sent, ...does } = system(here, stores, () => {
            sentAfterAnswer ||= answered !== undefined && !has(answered.too_late, id, 'email');
          });
          const run = aRun(isScheduled ? { sendAt: soon.toISOString() } : {});
          const id = idOf(run);

          const work = async () => {
            await does.dispatch(run);
            await does.releaseAll();
            await does.deliverAll();
          };
          const permits = async () => {
            for (let n = 0; n < waitsBefore; n += 1) await wait();
          };
          const canceling = permits()
            .then(() => does.cancel(by === 'id' ? { id } : { cancellation_key: key }))
            .then((answer) => {
              answered = answer;
              return answer;
            });
          await scheduler.waitFor(Promise.all([work(), work(), canceling]));
          isOver = true;
          here.at(soon);
          await does.dispatch(run); // as the queue might once more
          await does.releaseAll();
          await does.deliverAll();

          const answer = await canceling;
          const { messages = [] } = (await stores.ledger.read(id)) ?? {};
          const arrived = (await stores.feed.state('ada', { fresh: true })).version > 0;
          const went = { inbox: arrived, email: sent.length > 0, sms: false };
          for (const channel of ['inbox', 'email'] as const) {
            const status = messages.find((message) => message.channel === channel)?.status;
            if (has(answer.canceled, id, channel)) expect(went[channel]).toBe(false);
            if (has(answer.too_late, id, channel)) expect(went[channel]).toBe(true);
            expect(status === 'canceled').toBe(!went[channel]);
          }
          expect(sent.length).toBeLessThanOrEqual(1);
          expect(sentAfterAnswer).toBe(false);
        },
      ),
      { numRuns: runs(most) },
    );
  });
});
