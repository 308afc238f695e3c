import fc from 'fast-check';
import type { SimulateRequest } from '../../../contract/simulate.ts';
import type { Channel } from '../../../contract/values.ts';
import { dispatch } from '../../../core/flows/dispatch.ts';
import { type SimulateDeps, simulate } from '../../../core/flows/simulate.ts';
import { notificationIdFor, requestIdFor } from '../../../core/rules/derived-id.ts';
import type { Choices } from '../../../core/rules/preferences.ts';
import { renderEmail } from '../../../workflows/emails.ts';
import { workflowByKey } from '../../../workflows/index.ts';
import { type World, world } from '../../world.ts';

const contact = { email: 'ada@example.com', phone: '+447700900123', locale: 'de-CH', timezone: 'Europe/Zurich' };
const hello = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };
const smsCountries = ['GB'];

async function aWorld(choices: Choices = {}): Promise<World> {
  const here = world();
  const { version } = await here.users.upsert('ada', contact, here.now());
  const { locale, timezone } = contact;
  await here.users.choose({ userId: 'ada', choices: { locale, timezone, ...choices }, version }, here.now());
  return here;
}

function depsOf(here: World): SimulateDeps {
  return {
    ...here,
    workflows: workflowByKey,
    writeEmail: renderEmail,
    smsCountries,
    prices: { prices: { GB: 0.05 }, dearestUsd: 0.5 },
  };
}

function simulated(here: World, request: Partial<SimulateRequest> = {}) {
  return simulate({ request: { ...hello, ...request }, test: false }, depsOf(here));
}

test('each channel is told with its time, reason, words and cost, and nothing is stored or queued', async () => {
  const here = await aWorld();

  const { data, refused } = await simulated(here, { channels: ['inbox', 'email', 'sms'] });

  expect(refused).toEqual([]);
  expect(data).toMatchObject([
    {
      user: 'ada',
      timezone: 'Europe/Zurich',
      channels: [
        { channel: 'inbox', decision: 'send', local_time: '2030-03-15T13:00', copy: { inbox: { title: 'Hello' } }, cost_usd: 0 },
        {
          channel: 'email',
          decision: 'send',
          copy: { email: { subject: 'Hello', text: expect.stringContaining('First.') } },
          cost_usd: 0.0001,
        },
        { channel: 'sms', decision: 'send', copy: { sms: { text: 'Hello: First.', parts: 1 } }, cost_usd: 0.05 },
      ],
    },
  ]);
  expect([...here.ingest.drain(), ...here.email.drain(), ...here.sms.drain()]).toEqual([]);
  expect((await here.feed.state('ada', { fresh: true })).version).toBe(0);
});

test('a night holds, and the hour at which it ends is told on the clock of the user', async () => {
  const here = await aWorld({ quietHours: { start: '12:00', end: '18:30' } });

  const { data } = await simulated(here, { channels: ['email'] });

  expect(data[0]?.channels).toMatchObject([{ decision: 'hold', local_time: '2030-03-15T18:30', at: '2030-03-15T17:30:00.000Z' }]);
});

test('a digest is told with when it goes', async () => {
  const here = await aWorld({ preferences: { general: { digest: 'daily' } }, digestTime: '17:15' });

  const { data } = await simulated(here, { channels: ['email'] });

  expect(data[0]?.channels).toMatchObject([{ decision: 'digest', cadence: 'daily', local_time: '2030-03-15T17:15' }]);
});

test('what is skipped costs nothing and has no time, and what stands against an address is told', async () => {
  const here = await aWorld({ preferences: { general: { sms: 'opted_out' } } });
  await here.suppressions.add({ address: contact.email, reason: 'bounce', source: 'provider', at: here.now() });

  const { data } = await simulated(here, { channels: ['email', 'sms'] });

  expect(data[0]?.channels).toMatchObject([
    { channel: 'email', suppressed: 'suppressed_bounce' },
    { channel: 'sms', decision: 'skip', reason: 'preference_opted_out', cost_usd: 0 },
  ]);
  expect(data[0]?.channels[1]?.at).toBeUndefined();
});

test('somebody new is judged by what the request says of them, and is not stored', async () => {
  const here = await aWorld();

  const { data } = await simulated(here, {
    recipients: [{ id: 'new', email: 'new@example.com' }, 'nobody'],
    channels: ['email', 'sms'],
  });

  expect(data).toMatchObject([
    { user: 'new', timezone: 'UTC', channels: [{ decision: 'send' }, { decision: 'skip', reason: 'no_address' }] },
  ]);
  expect((await here.users.getMany(['new'])).size).toBe(0);
});

test.each<[string, Partial<SimulateRequest>, string]>([
  ['an unknown workflow', { workflow: 'pigeon' }, 'workflow_unknown'],
  ['data that do not fit', { data: {} }, 'payload_invalid'],
  ['nobody who is known', { recipients: ['nobody'] }, 'recipients_refused'],
  ['no recipients', { recipients: undefined }, 'body_invalid'],
])('%s is refused as a publish would be', async (_name, change, code) => {
  await expect(simulated(await aWorld(), change)).rejects.toMatchObject({ code });
});

const preference = fc.constantFrom('opted_in', 'opted_out', undefined);
const choices = fc.record({
  preferences: fc.record({
    repairs: fc.record({
      email: preference,
      sms: preference,
      digest: fc.constantFrom('immediate', 'daily', 'weekly', undefined),
    }),
  }),
  quietHours: fc.constantFrom(undefined, { start: '10:00', end: '14:00' }, { start: '22:00', end: '07:00' }),
});
const wishes = fc.record({
  workflow: fc.constantFrom('repair-assigned', 'repair-approved'),
  priority: fc.constantFrom('low', 'normal', 'high', 'urgent', undefined),
  channels: fc.option(fc.uniqueArray(fc.constantFrom<Channel>('inbox', 'email', 'sms'), { minLength: 1 }), { nil: undefined }),
  sendInMinutes: fc.option(fc.nat({ max: 3000 }), { nil: undefined }),
  goodForMinutes: fc.option(fc.integer({ min: 3001, max: 9000 }), { nil: undefined }),
});

test('whatever is simulated is what dispatch enters', async () => {
  await fc.assert(
    fc.asyncProperty(choices, wishes, async (chosen, { workflow: key, priority, channels, sendInMinutes, goodForMinutes }) => {
      const here = await aWorld(JSON.parse(JSON.stringify(chosen)));
      const at = here.now();
      const later = (minutes: number | undefined) =>
        minutes === undefined ? undefined : new Date(at.getTime() + minutes * 60_000).toISOString();
      const workflow = workflowByKey.get(key);
      const data = workflow?.example as Record<string, unknown>;
      const times = { sendAt: later(sendInMinutes), expiresAt: later(goodForMinutes) };

      const told = await simulated(here, {
        workflow: key,
        data,
        priority,
        channels,
        send_at: times.sendAt,
        expires_at: times.expiresAt,
      });
      const requestId = requestIdFor(at, 'test', 'simulate');
      const run = { type: 'notify', version: 1, requestId, requestedAt: at.toISOString(), test: false, userId: 'ada' } as const;
      await dispatch(
        { ...run, workflow: key, data, priority, channels, ...times },
        { ...here, workflows: workflowByKey, smsCountries, retentionDays: 30 },
      );

      const visible = sendInMinutes === undefined ? at : new Date(times.sendAt ?? at);
      const entered = await here.ledger.read(notificationIdFor(visible, requestId, 'ada'));
      const decisions = told.data[0]?.channels.map(({ channel, decision, cadence, reason, until, because }) => ({
        channel,
        decision,
        cadence,
        reason,
        until,
        because,
      }));
      expect(decisions?.length).toBeGreaterThan(0);
      expect(entered?.notification.explanation).toMatchObject(JSON.parse(JSON.stringify(decisions)));
    }),
  );
});
