import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import type { HeldChannels } from '../../../core/planning/rules/candidate.ts';
import { plan } from '../../../core/planning/rules/plan.ts';
import { planForUser } from '../../../core/planning/rules/plan-for-user.ts';
import { notificationIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import type { ChainStep } from '../../../core/workflows/rules/steps.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { message } from '../../../workflows/message/workflow.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { type DigestWorld, deliver, digestWorld, inboxOf, work } from '../digests/digest-world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const minutesLater = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const ada = { email: 'ada@example.com', phone: '+447400123456' };
const chain: ChainStep[] = [
  { channel: 'inbox' },
  { channel: 'email', unreadAfterMinutes: 10 },
  { channel: 'sms', undelivered: true, priorities: ['urgent'] },
];
const workflow = aWorkflow({ chain, priority: 'urgent' }) as Workflow;

type Given = { user?: object; held?: HeldChannels; of?: Workflow };

function planned(at: Date, { user = ada, held, of = workflow }: Given = {}) {
  return new Map(plan({ workflow: of, user, overrides: {}, ...(held && { held }) }, at).map((each) => [each.channel, each]));
}

const inShort = ({ decision, held_for, reason, until }: Explanation) => [decision, held_for ?? reason, until?.slice(11, 16)];

test('each waits for its turn: the reader first, then whether those before it fail', () => {
  const now = planned(noon);
  const inbox = { arrivedAt: noon, isRead: false };
  const later = planned(minutesLater(10), { held: { channels: ['email', 'sms'], inbox } });

  expect([...now.values()].map(inShort)).toEqual([
    ['send', undefined, undefined],
    ['hold', 'escalation', '12:10'],
    ['hold', 'escalation', '12:10'],
  ]);
  expect([...later.values()].map(inShort)).toEqual([
    ['send', undefined, undefined],
    ['hold', 'undelivered', '12:10'],
  ]);
  expect(later.get('sms')?.until).toBe('2030-03-16T12:10:00.000Z');
  expect(later.get('sms')?.because).toBe(
    "the workflow's chain names this channel, but only if the e-mail does not reach the user within a day",
  );
});

describe('in its turn, the SMS', () => {
  const at = minutesLater(60);
  const sms = (others: HeldChannels['others'], change: Partial<HeldChannels> = {}) => {
    const held = { channels: ['sms'] as Channel[], inbox: { arrivedAt: noon, isRead: false }, others, ...change };
    return planned(at, { held }).get('sms');
  };

  test('goes when the e-mail failed or was skipped', () => {
    expect(sms({ email: { hasMissed: true } })).toMatchObject({ decision: 'send' });
  });

  test('goes on waiting while the e-mail may fail, and is not needed a day after that went', () => {
    const aDay = 24 * 60;

    expect(sms({ email: { hasMissed: false, since: minutesLater(59 - aDay + 2) } })).toMatchObject({ held_for: 'undelivered' });
    expect(sms({ email: { hasMissed: false, since: minutesLater(60 - aDay) } })).toMatchObject({
      decision: 'skip',
      reason: 'not_needed',
    });
  });

  test('ends when the inbox item has been read, whatever failed', () => {
    const read = { inbox: { arrivedAt: noon, isRead: true } };

    expect(sms({ email: { hasMissed: true } }, read)).toMatchObject({ decision: 'skip', reason: 'already_read' });
  });
});

test('a channel that cannot be used gives its turn to the next, and not before its own time', () => {
  const user = { phone: ada.phone };
  const now = planned(noon, { user });
  const later = planned(minutesLater(10), {
    user,
    held: { channels: ['sms'], inbox: { arrivedAt: noon, isRead: false }, others: { email: { hasMissed: true } } },
  });

  expect(now.get('email')).toMatchObject({ reason: 'no_address' });
  expect(now.get('sms')).toMatchObject({ held_for: 'escalation' });
  expect(later.get('sms')).toMatchObject({ decision: 'send' });
});

test('a push message, behind it an e-mail and an SMS: each has its turn when all before it failed', () => {
  const steps: ChainStep[] = [
    { channel: 'inbox' },
    { channel: 'push', unreadAfterMinutes: 10 },
    { channel: 'email', undelivered: true },
    { channel: 'sms', undelivered: true, priorities: ['urgent'] },
  ];
  const push = () => ({ title: 'Hello', body: '' });
  const of = aWorkflow({ chain: steps, priority: 'urgent', push }) as Workflow;
  const user = { ...ada, devices: ['dev_1'] };
  const decide = (channels: Channel[], others: HeldChannels['others'] = {}) => {
    const missed = Object.entries(others).flatMap(([name, { hasMissed }]) => (hasMissed ? [name as Channel] : []));
    const held = { channels, inbox: { arrivedAt: noon, isRead: false }, others, missed };
    return [...planned(minutesLater(10), { user, of, held })].map(([channel, each]) => [channel, each.held_for ?? each.decision]);
  };

  expect([...planned(noon, { user, of }).values()].map(({ held_for }) => held_for)).toEqual([
    undefined,
    'escalation',
    'escalation',
    'escalation',
  ]);
  expect(decide(['push', 'email', 'sms'])).toEqual([
    ['push', 'send'],
    ['email', 'undelivered'],
    ['sms', 'undelivered'],
  ]);
  expect(decide(['email', 'sms'], { push: { hasMissed: true } })).toEqual([
    ['email', 'send'],
    ['sms', 'undelivered'],
  ]);
  expect(decide(['sms'], { push: { hasMissed: true }, email: { hasMissed: true } })).toEqual([['sms', 'send']]);
});

test('a channel that only the chain names is told of where its user has no device', () => {
  const push = () => ({ title: 'Hello', body: '' });
  const of = aWorkflow({ chain: [{ channel: 'inbox' }, { channel: 'push' }], push }) as Workflow;

  expect(planned(noon, { user: ada, of }).get('push')).toMatchObject({
    decision: 'skip',
    reason: 'no_address',
    because: "the workflow's chain names this channel, but the user has no device",
  });
});

test('a step for another priority is skipped and says so', () => {
  const of = aWorkflow({ chain, priority: 'normal' }) as Workflow;

  expect(planned(noon, { of }).get('sms')).toMatchObject({
    reason: 'condition_not_met',
    because: "the workflow's chain names this channel, but the workflow's chain has it for priority urgent alone",
  });
});

test('an SMS to a country that is not allowed counts as failed at once', () => {
  const of = aWorkflow({ chain: [{ channel: 'sms' }, { channel: 'email', undelivered: true }] }) as Workflow;
  const user = { ...ada, phone: '+33612345678' };

  const explained = planForUser({ workflow: of, user, overrides: {}, test: false }, { smsCountries: ['GB'] }, noon);

  expect(explained.map(inShort)).toEqual([
    ['skip', 'country_blocked', undefined],
    ['send', undefined, undefined],
  ]);
});

describeEachStore('a chain of inbox, e-mail and SMS', (open) => {
  let here: DigestWorld;
  beforeEach(async () => {
    const urgent: Workflow = { ...(message as unknown as Workflow), chain, priority: 'urgent' };
    here = digestWorld(await open(), new Map([['message', urgent]]));
    await here.users.upsert('ada', ada, here.now());
    await work(here, { workflow: 'message', recipients: ['ada'], data: message.example });
    for (const asked of here.ingest.drain()) await work(here, asked);
  });

  const idOf = async () => [...(await inboxOf(here)).values()][0]?.notificationId ?? '';
  const statuses = async () =>
    (await here.ledger.read(await idOf()))?.messages.map(({ channel, status, reason }) => [channel, status, reason ?? '']).sort();

  /** What is due comes, and what was asked of the ingest queue; each twice, as a queue may give it. */
  async function pass(minutes: number): Promise<void> {
    here.pass(minutes * 60);
    const due = { type: 'release', version: 1, notificationId: await idOf(), dueAt: here.now().toISOString() } as const;
    here.ingest.drain();
    await work(here, due);
    await work(here, due);
  }

  test('sends the SMS once when the e-mail bounces, and says why', async () => {
    await pass(10);
    expect(await statuses()).toEqual([
      ['email', 'queued', ''],
      ['inbox', 'delivered', ''],
      ['sms', 'scheduled', ''],
    ]);
    await here.suppressions.add({ address: ada.email, reason: 'bounce', source: 'provider', at: here.now() });
    for (const queued of here.email.drain()) await deliver(here, queued);
    for (const asked of here.ingest.drain()) for (const again of [asked, asked]) await work(here, again);

    expect(await statuses()).toEqual([
      ['email', 'suppressed', 'suppressed_bounce'],
      ['inbox', 'delivered', ''],
      ['sms', 'queued', ''],
    ]);
    const { messages = [] } = (await here.ledger.read(await idOf())) ?? {};
    expect(messages.find(({ channel }) => channel === 'email')?.events.at(-1)?.detail).toBe('the SMS has it as well');
    expect(new Set(here.sms.sent.map(({ notificationId }) => notificationId)).size).toBe(1);
  });

  test('ends the SMS after a day in which the e-mail did not fail', async () => {
    await pass(10);
    for (const queued of here.email.drain()) await deliver(here, queued);
    await pass(24 * 60);

    expect((await statuses())?.[2]).toEqual(['sms', 'skipped', 'not_needed']);
  });

  test('sends the SMS with the release that skips the e-mail, long before its own time', async () => {
    const night = { quietHours: { start: '12:05', end: '13:00' }, timezone: 'UTC' };
    const choose = async (choices: object) => {
      const version = (await here.users.getMany(['ada'])).get('ada')?.version ?? 0;
      await here.users.choose({ userId: 'ada', choices: { ...night, ...choices }, version }, here.now());
    };
    const steps: ChainStep[] = [{ channel: 'email' }, { channel: 'sms', undelivered: true }];
    const normal: Workflow = { ...(message as unknown as Workflow), chain: steps, priority: 'normal' };
    here.workflows = new Map([['message', normal]]);
    here.pass(10 * 60);
    await choose({});
    await work(here, { workflow: 'message', recipients: ['ada'], data: { title: 'At night', body: '' } });
    const asked = here.ingest.drain().find(({ type }) => type === 'notify');
    if (asked?.type !== 'notify') throw new Error('nothing was asked for');
    await work(here, asked);
    const id = notificationIdFor(visibleAt(asked), asked.requestId, 'ada');
    const states = async () =>
      (await here.ledger.read(id))?.messages.map(({ channel, status, dueAt }) => [channel, status, dueAt?.toISOString()]).sort();
    expect(await states()).toEqual([
      ['email', 'scheduled', '2030-03-15T13:00:00.000Z'],
      ['sms', 'scheduled', '2030-03-16T13:00:00.000Z'],
    ]);

    await choose({ preferences: { general: { email: 'opted_out' } } });
    here.at('2030-03-15T13:00:00Z');
    await work(here, { type: 'release', version: 1, notificationId: id, dueAt: here.now().toISOString() });

    expect((await states())?.map(([channel, status]) => [channel, status])).toEqual([
      ['email', 'skipped'],
      ['sms', 'queued'],
    ]);
  });

  test('ends both when the inbox item is read meanwhile', async () => {
    await here.feed.mark('ada', await idOf(), 'read');
    await pass(10);

    expect(await statuses()).toEqual([
      ['email', 'skipped', 'already_read'],
      ['inbox', 'delivered', ''],
      ['sms', 'skipped', 'already_read'],
    ]);
  });
});
