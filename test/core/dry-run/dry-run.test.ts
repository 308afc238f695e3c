import type { DryRunRequest } from '../../../contract/dry-run/dry-run.ts';
import type { Channel } from '../../../contract/values.ts';
import type { SmsTerms } from '../../../core/channels/sms/admit-sms.ts';
import { smsDryRun } from '../../../core/channels/sms/sms-dry-run.ts';
import { type DryRunDeps, dryRun } from '../../../core/dry-run/dry-run.ts';
import type { FrequencyCapPolicy } from '../../../core/planning/rules/frequency-cap.ts';
import type { Choices } from '../../../core/preferences/rules/preferences.ts';
import { repairApproved } from '../../../workflows/repair-approved/workflow.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { farAway } from '../../adapters/channels/inbox/enter-item.ts';
import { aNotification, smsTerms, type World, world } from '../../world.ts';
import { anApp, putAsIs } from '../channels/push/a-device.ts';
import { channelDeps } from './dry-run-deps.ts';

const contact = { email: 'ada@example.com', phone: '+447700900123', locale: 'de-CH', timezone: 'Europe/Zurich' };
const hello = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };

async function aWorld(choices: Choices = {}): Promise<World> {
  const here = world();
  const { version } = await here.users.upsert('ada', contact, here.now());
  const { locale, timezone } = contact;
  await here.users.choose({ userId: 'ada', choices: { locale, timezone, ...choices }, version }, here.now());
  return here;
}

function depsOf(here: World, terms: Partial<SmsTerms> = {}): DryRunDeps {
  return {
    ...here,
    workflows: workflowByKey,
    ...channelDeps(here.meter, smsTerms({ prices: { GB: 0.05 }, ...terms })),
  };
}

type Given = { terms?: Partial<SmsTerms>; test?: boolean; frequencyCapPolicy?: FrequencyCapPolicy };

function dryRunOf(here: World, request: Partial<DryRunRequest> = {}, { terms, test = false, ...budget }: Given = {}) {
  return dryRun({ request: { ...hello, ...request }, test }, { ...depsOf(here, terms), ...budget });
}

test('each channel is told with its time, reason, words and cost, and nothing is stored or queued', async () => {
  const here = await aWorld();

  const { data, refused } = await dryRunOf(here, { channels: ['inbox', 'email', 'sms'] });

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
          copy: {
            email: {
              subject: 'Hello',
              html: expect.stringMatching(/^<!doctype.*First\./s),
              text: expect.stringContaining('First.'),
            },
          },
          cost_usd: 0.0001,
        },
        { channel: 'sms', decision: 'send', copy: { sms: { text: 'Hello: First.', segments: 1 } }, cost_usd: 0.05 },
      ],
    },
  ]);
  expect([...here.ingest.drain(), ...here.email.drain(), ...here.sms.drain()]).toEqual([]);
  expect((await here.feed.state('ada', { fresh: true })).version).toBe(0);
});

test('a night holds, and the hour at which it ends is told on the clock of the user', async () => {
  const here = await aWorld({ quietHours: { start: '12:00', end: '18:30' } });

  const { data } = await dryRunOf(here, { channels: ['email'] });

  expect(data[0]?.channels).toMatchObject([{ decision: 'hold', local_time: '2030-03-15T18:30', at: '2030-03-15T17:30:00.000Z' }]);
});

test('a digest is told with when it goes', async () => {
  const here = await aWorld({ preferences: { general: { digest: 'daily' } }, digestTime: '17:15' });

  const { data } = await dryRunOf(here, { channels: ['email'] });

  expect(data[0]?.channels).toMatchObject([{ decision: 'digest', cadence: 'daily', local_time: '2030-03-15T17:15' }]);
});

test('what is given a time to send at is told on past it, to the end', async () => {
  const here = await aWorld({ quietHours: { start: '22:00', end: '07:00' } });

  const { data } = await dryRunOf(here, { channels: ['inbox', 'email', 'sms'], send_at: '2030-03-15T22:00:00Z' });

  expect(data[0]?.channels).toMatchObject([
    { decision: 'hold', held_for: 'send_at', afterwards: [{ decision: 'send' }], local_time: '2030-03-15T23:00' },
    { decision: 'hold', afterwards: [{ held_for: 'quiet_hours' }, { decision: 'send' }], local_time: '2030-03-16T07:00' },
    { decision: 'hold', afterwards: [{ held_for: 'quiet_hours' }, { decision: 'send' }], local_time: '2030-03-16T07:00' },
  ]);
});

test('what a digest would show of it is told in place of an e-mail of its own', async () => {
  const here = await aWorld({ preferences: { general: { digest: 'weekly' } } });

  const { data } = await dryRunOf(here, { channels: ['email'], data: { title: 'Hello', body: 'word '.repeat(100) } });

  expect(data[0]?.channels[0]?.copy).toEqual({ digest: { title: 'Hello', body: expect.stringMatching(/^(word ){38}word…$/) } });
});

test('the day that has had its digest gets no second, so it is told for the next', async () => {
  const here = await aWorld({ preferences: { general: { digest: 'daily' } }, digestTime: '17:15' });
  const digests = { state: async () => ({ number: 1, lastDate: '2030-03-15' }) };

  const { data } = await dryRun({ request: { ...hello, channels: ['email'] }, test: false }, { ...depsOf(here), digests });

  expect(data[0]?.channels).toMatchObject([{ decision: 'digest', local_time: '2030-03-16T17:15' }]);
});

test('what a test key sends waits for no digest, asks no budget and costs nothing', async () => {
  const here = await aWorld({ preferences: { general: { digest: 'daily' } } });

  const given = { test: true, terms: { monthlyBudgetUsd: 0 } };
  const { data } = await dryRunOf(here, { channels: ['email', 'sms'] }, given);

  expect(data[0]?.channels).toMatchObject([
    { decision: 'digest', at: here.now().toISOString(), copy: { email: { subject: 'Hello' } }, cost_usd: 0 },
    { decision: 'send', cost_usd: 0 },
  ]);
  expect(data[0]?.channels[1]?.turned_down).toBeUndefined();
});

const aNight = { quietHours: { start: '12:00', end: '18:30' } };
const noPlace = { perNumber: { anHour: 0, aDay: 9 }, perPrefix: { anHour: 9, aDay: 9 } };

test.each<[string, Choices, Partial<SmsTerms>, string, RegExp]>([
  [
    'the month has no money for',
    {},
    { monthlyBudgetUsd: 0.04 },
    'budget_exceeded',
    /budget of \$0.04 .*; an e-mail takes its place$/,
  ],
  [
    'whose segment costs too much',
    {},
    { maxSegmentUsd: 0.04 },
    'price_exceeded',
    /segment to GB costs about \$0.05, and smsMaxPriceUsd is \$0.04; an e-mail/,
  ],
  ['whose number has had its share', {}, { limits: noPlace }, 'throttled', /in an hour or a day; an e-mail/],
  ['that a night holds and no country lets in', aNight, { countries: [] }, 'country_blocked', /smsCountries is not set/],
])('an SMS %s is told to be turned down, and costs nothing', async (_name, choices, terms, reason, because) => {
  const here = await aWorld(choices);

  const { data } = await dryRunOf(here, { channels: ['sms'] }, { terms });

  const [sms] = data[0]?.channels ?? [];
  expect(sms).toMatchObject({ turned_down: { reason, because: expect.stringMatching(because) }, cost_usd: 0 });
});

test('what is skipped costs nothing and has no time, and what stands against an address is told', async () => {
  const here = await aWorld({ preferences: { general: { sms: 'opted_out' } } });
  await here.suppressions.add({ address: contact.email, reason: 'bounce', source: 'provider', at: here.now() });

  const { data } = await dryRunOf(here, { channels: ['email', 'sms'] });

  expect(data[0]?.channels).toMatchObject([
    { channel: 'email', suppressed: 'suppressed_bounce', cost_usd: 0 },
    { channel: 'sms', decision: 'skip', reason: 'preference_opted_out', cost_usd: 0 },
    { channel: 'inbox', decision: 'send', instead_of: 'email' },
  ]);
  expect(data[0]?.channels[1]?.at).toBeUndefined();
});

test('what takes the place of a suppressed e-mail is told, where the user takes that', async () => {
  const here = await aWorld();
  await here.suppressions.add({ address: contact.email, reason: 'bounce', source: 'provider', at: here.now() });
  const noInbox = await aWorld({ preferences: { general: { inbox: 'opted_out' } } });
  await noInbox.suppressions.add({ address: contact.email, reason: 'bounce', source: 'provider', at: here.now() });
  const fallbackOf = async (world: World, channels: Channel[]) =>
    (await dryRunOf(world, { channels })).data[0]?.channels.find(({ channel }) => channel === 'email')?.fallback;

  expect(await fallbackOf(here, ['email'])).toEqual({ channel: 'inbox', because: 'the inbox takes its place' });
  expect(await fallbackOf(here, ['inbox', 'email'])).toEqual({ channel: 'inbox', because: 'the inbox has it as well' });
  expect(await fallbackOf(here, ['email', 'sms'])).toEqual({ channel: 'sms', because: 'the SMS has it as well' });
  expect(await fallbackOf(noInbox, ['email'])).toBeUndefined();
});

test('what takes the place of what took a place is told, each with its time, its words and its cost', async () => {
  const here = await aWorld(aNight);
  await here.suppressions.add({ address: contact.email, reason: 'bounce', source: 'provider', at: here.now() });
  await putAsIs(here.devices, 'ada', anApp('fcm', 'delivered.test.bellhop.example'));
  const request = { workflow: 'repair-approved', data: repairApproved.example, channels: ['sms' as const] };

  const { data } = await dryRunOf(here, request, { terms: { monthlyBudgetUsd: 0 } });

  const [sms, email, push, inbox, ...others] = data[0]?.channels ?? [];
  expect(others).toEqual([]);
  expect(sms).toMatchObject({ decision: 'hold', turned_down: {}, fallback: { channel: 'email' }, cost_usd: 0 });
  expect(email).toMatchObject({ instead_of: 'sms', suppressed: 'suppressed_bounce', fallback: { channel: 'push' }, at: sms?.at });
  expect(push).toMatchObject({ instead_of: 'email', turned_down: { reason: 'no_address' }, fallback: { channel: 'inbox' } });
  expect(inbox).toMatchObject({ instead_of: 'push', decision: 'send', copy: { inbox: {} }, at: sms?.at });
});

test('what is over a frequency cap is told, with when its digest goes, and nothing counts for the cap', async () => {
  const here = await aWorld();
  const frequencyCapPolicy: FrequencyCapPolicy = { allowances: [{ channel: 'email', most: 1, per: 'hour' }], over: 'digest' };
  const tell = async () => (await dryRunOf(here, { channels: ['email'] }, { frequencyCapPolicy })).data[0]?.channels;
  for (let times = 0; times < 3; times += 1) expect(await tell()).toMatchObject([{ decision: 'send' }]);

  const capWindows = [{ window: 'email#2030-03-15T13' }]; // in Zurich
  await here.ledger.enter({ notification: aNotification(), messages: [], capWindows, expiresAt: farAway });

  expect(await tell()).toMatchObject([
    { decision: 'digest', local_time: '2030-03-16T08:00', because: expect.stringContaining('1 e-mail in this hour already') },
  ]);
});

test('somebody new is planned by what the request says of them, and is not stored', async () => {
  const here = await aWorld();

  const { data } = await dryRunOf(here, {
    recipients: [{ id: 'new', email: 'new@example.com' }, 'nobody'],
    channels: ['email', 'sms'],
  });

  expect(data).toMatchObject([
    { user: 'new', timezone: 'UTC', channels: [{ decision: 'send' }, { decision: 'skip', reason: 'no_address' }] },
  ]);
  expect((await here.users.getMany(['new'])).size).toBe(0);
});

test.each<[string, Partial<DryRunRequest>, string]>([
  ['an unknown workflow', { workflow: 'pigeon' }, 'workflow_unknown'],
  ['data that do not fit', { data: {} }, 'payload_invalid'],
  ['nobody who is known', { recipients: ['nobody'] }, 'recipients_refused'],
])('%s is refused as a publish would be', async (_name, change, code) => {
  await expect(dryRunOf(await aWorld(), change)).rejects.toMatchObject({ code });
});

test.each([
  ['ses', 'sns', [undefined, undefined]],
  ['smtp', 'end-user-messaging', [true, undefined]],
  ['resend', 'twilio', [true, undefined]], // the owner has given a price for the country
  ['postmark', 'twilio', [true, undefined]],
] as const)('what %s and %s take is said where it is known, and is no price of AWS', async (email, sms, unknown) => {
  const here = await aWorld();
  const request = { ...hello, channels: ['email' as const, 'sms' as const] };
  const providerOrders = { email: [email], sms: [sms] };
  const { data } = await dryRun({ request, test: false }, { ...depsOf(here), providerOrders });

  const channels = data[0]?.channels ?? [];
  expect(channels.map(({ price_unknown }) => price_unknown)).toEqual(unknown);
  expect(channels.map(({ cost_usd }) => cost_usd > 0)).toEqual(unknown.map((isUnknown) => !isUnknown));
});

test('of Twilio only the prices that the owner has given are known', () => {
  const knows = (prices: Record<string, number>) =>
    smsDryRun({ meter: { decide: async () => undefined }, terms: { ...smsTerms(), prices } } as never).knowsPrice?.('twilio', {
      to: '+447400123456',
    } as never);

  expect([knows({}), knows({ FR: 0.1 }), knows({ GB: 0.1 })]).toEqual([false, false, true]);
});

test('who would send now is told, and who is paused before them', async () => {
  const here = await aWorld();
  const providerOrders = { email: ['ses', 'postmark'], sms: ['sns', 'twilio'] } as const;
  const tell = async () => {
    const request = { ...hello, channels: ['inbox' as const, 'email' as const, 'sms' as const] };
    const { data } = await dryRun({ request, test: false }, { ...depsOf(here), providerOrders });
    return data[0]?.channels.map(({ provider, paused_providers }) => [provider, paused_providers]);
  };
  await here.pauses.pause('provider:ses', {
    why: 'Daily message quota exceeded',
    until: new Date(here.now().getTime() + 900_000),
  });
  const ses = { provider: 'ses', why: 'Daily message quota exceeded' };

  expect(await tell()).toEqual([
    [undefined, undefined],
    ['postmark', [ses]],
    ['sns', undefined],
  ]);
  await here.pauses.pause('provider:postmark', { why: 'the owner has paused it' });
  expect((await tell())?.[1]).toEqual([undefined, [ses, { provider: 'postmark', why: 'the owner has paused it' }]]);
  here.pass(900);
  expect((await tell())?.[1]?.[0]).toBe('ses'); // the next message tries it
});

test('with one provider the pause of its queue is that of who sends', async () => {
  const here = await aWorld();
  await here.pauses.pause('email', { why: 'the owner has paused it' });

  const { data } = await dryRunOf(here, { channels: ['email'] });

  expect(data[0]?.channels[0]).toMatchObject({ paused_providers: [{ provider: 'ses', why: 'the owner has paused it' }] });
  expect(data[0]?.channels[0]).not.toHaveProperty('provider');
});

const audience = { where: { attribute: 'plan', equals: 'pro' } };

async function manyUsers(many: number): Promise<World> {
  const here = await aWorld();
  for (let n = 0; n < many; n += 1) {
    const id = `user-${String(n).padStart(4, '0')}`;
    const email = n % 4 === 0 ? `${id}@example.com` : undefined;
    await here.users.upsert(id, { attributes: { plan: n % 2 === 0 ? 'pro' : 'free' }, ...(email && { email }) }, here.now());
  }
  return here;
}

test('of an audience the users are counted, those with an address too, and the first of them foreseen; nothing is queued', async () => {
  const here = await manyUsers(60);

  const answer = await dryRunOf(here, { audience, recipients: undefined, channels: ['inbox', 'email', 'sms'] });

  expect(answer.audience).toEqual({ matched: 30, looked_at: 61, with_address: { email: 15 } });
  expect(answer.data.map(({ user }) => user)).toEqual(
    Array.from({ length: 10 }, (_, n) => `user-00${String(2 * n).padStart(2, '0')}`),
  );
  expect(answer.data[0]?.channels).toMatchObject([
    { channel: 'inbox' },
    { channel: 'email', decision: 'send' },
    { reason: 'no_address' },
  ]);
  expect(here.ingest.drain()).toEqual([]);
});

test('who is counted stops when its time is over, and its cursor goes on there, for the same audience alone', async () => {
  const here = await manyUsers(250);
  const list: World['userList']['list'] = async (page) => {
    here.pass(5);
    return here.userList.list(page);
  };
  const slow = { ...here, userList: { list } };
  const count = async (cursor?: string) =>
    dryRunOf(slow as World, { audience, recipients: undefined, ...(cursor !== undefined && { cursor }) });

  const first = await count();
  const second = await count(first.audience?.next_cursor);
  const third = await count(second.audience?.next_cursor);

  const counts = [first, second, third].map((answer) => answer.audience);
  expect(counts).toMatchObject([{ looked_at: 100 }, { looked_at: 100 }, { looked_at: 51 }]);
  expect(counts.reduce((sum, each) => sum + (each?.matched ?? 0), 0)).toBe(125);
  expect(counts[2]?.next_cursor).toBeUndefined();
  expect(second.data).toEqual([]);
  const others = { audience: { all: true as const }, recipients: undefined, cursor: first.audience?.next_cursor };
  await expect(dryRunOf(slow as World, others)).rejects.toMatchObject({ code: 'cursor_invalid' });
});

test("users of tenants are in no audience of the stage's, nor among those who were looked at; a tenant's own has them alone", async () => {
  const here = await manyUsers(4);
  await here.users.upsert('acme/zoe', { attributes: { plan: 'pro' } }, here.now());

  const answer = await dryRunOf(here, { audience, recipients: undefined, channels: ['inbox'] });

  const ofAcme = await dryRunOf(here, { audience, tenant: 'acme', recipients: undefined, channels: ['inbox'] });

  expect(answer.audience).toMatchObject({ matched: 2, looked_at: 5 });
  expect(ofAcme).toMatchObject({ audience: { matched: 1, looked_at: 1 }, data: [{ user: 'acme/zoe' }] });
});

test('a push message to devices of tests alone is told to be turned down, with what takes its place, unless a test key asks', async () => {
  const here = await aWorld();
  await putAsIs(here.devices, 'ada', anApp('fcm', 'delivered.test.bellhop.example'));
  const request = { workflow: 'repair-approved', data: repairApproved.example, channels: ['push' as const] };

  const [live] = (await dryRunOf(here, request)).data[0]?.channels ?? [];
  const [tried] = (await dryRunOf(here, request, { test: true })).data[0]?.channels ?? [];

  expect(live).toMatchObject({ decision: 'send', turned_down: { reason: 'no_address' }, fallback: { channel: 'email' } });
  expect(live?.turned_down?.because).toMatch(/no device but such of tests.*an e-mail takes its place/);
  expect(tried?.copy.push?.title).toBe('Reparatur R-1042 ist genehmigt');
  expect(tried?.turned_down).toBeUndefined();
});
