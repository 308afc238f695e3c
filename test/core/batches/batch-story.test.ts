import fc from 'fast-check';
import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import { runs } from '../../runs.ts';
import { world } from '../../world.ts';
import { aComment, type BatchWorld, batchWorld, commentWorkflow, deliver, idOf, leftOf, work } from './batch-world.ts';

/** What may happen one after another: a comment comes, one is canceled, what is on the queues is worked off in part or again, time passes. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('comment' as const), post: fc.constantFrom('p1', 'p2') }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cancel batch' as const), which: fc.nat() }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('work' as const), which: fc.nat(), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('crash' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pass' as const), minutes: fc.constantFrom(1, 4, 10) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const story = fc.record({
  opens: fc.constantFrom('first' as const, 'quiet' as const),
  maxItems: fc.constantFrom(2, 3, 100),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

class Crash extends Error {}

/** The world as it is when the ledger has done its work and the process ends before it answers. */
function cutOff(here: BatchWorld): BatchWorld {
  const ledger = { ...here.ledger, enter: then(here.ledger.enter), release: then(here.ledger.release) };
  return { ...here, ledger };
}

function then<Args extends unknown[]>(work: (...args: Args) => Promise<unknown>) {
  return async (...args: Args): Promise<never> => {
    await work(...args);
    throw new Crash();
  };
}

type Story = { here: BatchWorld; runs: NotifyMessage[]; waiting: OwnMessage[]; seen: Set<string> };

async function take(story: Story, happens: Step): Promise<void> {
  const { here, runs: made, waiting } = story;
  switch (happens.does) {
    case 'comment': {
      const text = `c${made.length}`;
      const run = aComment(here, text, { data: { post: happens.post, text } });
      made.push(run);
      waiting.push(run);
      break;
    }
    case 'cancel': {
      const run = made[happens.which % Math.max(1, made.length)];
      if (run !== undefined) await cancel({ id: idOf(run) }, here);
      break;
    }
    case 'cancel batch': {
      const joined = await Promise.all(made.map(async (run) => (await here.ledger.read(idOf(run)))?.notification.joined?.id));
      const known = joined.filter((id) => id !== undefined);
      const id = known[happens.which % Math.max(1, known.length)];
      if (id !== undefined) await cancel({ id }, here);
      break;
    }
    case 'work':
    case 'crash': {
      const due = waiting.filter((message) => message.type !== 'release' || new Date(message.dueAt) <= here.now());
      const message = due[happens.which % Math.max(1, due.length)];
      if (message === undefined) break;
      if (happens.does === 'crash') {
        await work(cutOff(here), message).catch(() => {});
        break;
      }
      if (!happens.again) waiting.splice(waiting.indexOf(message), 1);
      await work(here, message);
      break;
    }
    case 'pass':
      here.pass(happens.minutes * 60);
      break;
    default:
      happens satisfies never;
  }
  waiting.push(...here.ingest.drain());
}

/** Works off all that is left, each twice, until no time brings anything more. */
async function finish({ here, waiting }: Story): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    for (const message of waiting.splice(0)) {
      if (message.type === 'release' && new Date(message.dueAt) > here.now()) waiting.push(message);
      else for (const _time of [1, 2]) await work(here, message);
    }
    waiting.push(...here.ingest.drain());
    for (const email of here.email.drain()) for (const _time of [1, 2]) await deliver(here, email);
    here.pass(300);
  }
  expect(waiting).toEqual([]);
}

/** Every comment is told of once, by itself or by its batch, unless it was canceled, or its batch was; and nothing is left. */
async function expectAllTold({ here, runs: made, seen }: Story): Promise<void> {
  const told: string[] = [];
  for (const { text } of here.emailProvider.asked) told.push(...text.split(' | '));
  const counts = new Map<string, number>();
  for (const run of made) {
    const found = await here.ledger.read(idOf(run));
    const email = found?.messages.find(({ channel }) => channel === 'email');
    const text = String(run.data.text);
    const times = told.filter((each) => each === text).length;
    if (email === undefined || found === undefined) throw new Error('a comment is lost');
    seen.add(`${email.status}: ${email.reason}`);
    if (email.status === 'canceled') expect([text, times]).toEqual([text, 0]);
    if (email.status === 'sent') expect([text, times]).toEqual([text, 1]);
    if (email.reason !== 'batched') continue;

    const { id = '' } = found.notification.joined ?? {};
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const batch = (await here.ledger.read(id))?.messages.find(({ channel }) => channel === 'email');
    expect(['sent', 'canceled']).toContain(batch?.status);
    seen.add(`batch ${batch?.status}`);
    expect([text, times]).toEqual([text, batch?.status === 'sent' ? 1 : 0]);
  }
  for (const [id, count] of counts) {
    const { notification, messages = [] } = (await here.ledger.read(id)) ?? {};
    if (messages.some(({ status }) => status === 'sent')) expect(notification?.batch?.count).toBe(count);
  }
  expect(await leftOf(here)).toEqual([]);
}

test('whatever comes in which order, is given again, canceled or cut off, each notification is told of once, and nothing is left', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(story, async ({ opens, maxItems, steps }) => {
      const batch = { by: 'post', windowMinutes: 10, maxItems, opens } as const;
      const here = await batchWorld(world(), commentWorkflow({ batch }));
      const it: Story = { here, runs: [], waiting: [], seen };
      for (const each of steps) await take(it, each);
      await finish(it);
      await expectAllTold(it);
    }),
    { numRuns: runs(400) },
  );

  const toMeet = ['sent: undefined', 'skipped: batched', 'canceled: canceled', 'batch sent', 'batch canceled'];
  expect(toMeet.filter((word) => !seen.has(word))).toEqual([]);
});
