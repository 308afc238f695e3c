import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoSmsMeter } from '../../../adapters/dynamodb/channels/sms/sms-meter.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import type { SmsMeter, SmsReservation } from '../../../core/channels/sms/ports/sms-meter.ts';
import { smsWindows } from '../../../core/channels/sms/rules/sms-guard.ts';
import { toMicroDollars, usualSmsPrices } from '../../../core/channels/sms/rules/sms-price.ts';
import type { Suppressions } from '../../../core/suppressions/ports/suppressions.ts';
import { stages } from '../../../lib/stage.ts';
import { sms } from '../../../workflows/sms-terms.ts';
import { notificationId } from '../../world.ts';
import { hasEnded } from '../has-ended.ts';
import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

const budget = toMicroDollars(stages.local.smsMonthlyBudgetUsd);
let localSystem: SharedLocalSystem;
let meter: SmsMeter;
let suppressions: Suppressions;
let reserved = 0;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: localSystem.system.endpoints.tables, region: 'us-east-1', credentials }),
  );
  const table = { name: localSystem.system.outputs.TableName ?? '', client, now: () => new Date() };
  meter = dynamoSmsMeter(table);
  suppressions = dynamoSuppressions(table);
});

type Message = { channel: string; status: string; reason?: string; attempts: number; events: { detail?: string }[] };

/** Publishes to one user, and answers the notification's id. */
async function publish(recipient: unknown, changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await localSystem.publish({
    workflow: 'message',
    recipients: [recipient],
    data: { title: 'Your code', body: 'It is 1234.' },
    channels: ['sms'],
    ...changes,
  });
  expect(status).toBe(202);
  return body.notifications[0].id;
}

/** The notification, once every message of it is at its end, and what may take the place of an SMS has been looked for. */
function untilEnded(id: string) {
  return eventually(`${id} has ended`, async () => {
    const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const messages: Message[] = status === 200 ? body.messages : [];
    if (messages.length === 0 || !messages.every(hasEnded) || !messages.every(hasFallenBack)) return undefined;
    return { ...body, on: (channel: string) => messages.find((message) => message.channel === channel) };
  });
}

/** An SMS that was tried and did not reach anybody says in its last line what its user has instead. */
function hasFallenBack({ channel, status, attempts, events }: Message): boolean {
  if (channel !== 'sms' || attempts === 0 || !['skipped', 'failed'].includes(status)) return true;
  return / (?:takes its place|has it as well)$/.test(events.at(-1)?.detail ?? '');
}

function textsTo(number: string) {
  return localSystem.outbox({ channel: 'sms', to: number });
}

test('an SMS to a country that is not allowed is skipped, an e-mail takes its place, and both say so', async () => {
  const id = await publish({ id: 'marie', email: 'marie@example.com', phone: '+33612345678' });

  const story = await untilEnded(id);

  expect(story.on('sms')).toMatchObject({ status: 'skipped', reason: 'country_blocked' });
  expect(story.on('email')).toMatchObject({ status: 'delivered' });
  expect(story.explanation).toMatchObject([
    { channel: 'sms', decision: 'skip', because: expect.stringMatching(/SMS to FR are not allowed.*an e-mail takes its place$/) },
    { channel: 'email', decision: 'send', instead_of: 'sms' },
  ]);
  expect(await textsTo('+33612345678')).toEqual([]);
  expect(await localSystem.outbox({ notification: id, to: 'marie@example.com' })).toHaveLength(1);
});

test('without an e-mail address it shows in the inbox', async () => {
  const id = await publish({ id: 'luc', phone: '+33612345679' });

  const story = await untilEnded(id);

  expect(story.on('inbox')).toMatchObject({ status: 'delivered' });
  const { body } = await localSystem.as('luc', 'GET', '/v1/me/notifications');
  expect(body.data).toMatchObject([{ id, title: 'Your code' }]);
});

test('a premium number at home is refused like a foreign one', async () => {
  const story = await untilEnded(await publish({ id: 'sharp', phone: '+449011234567' }));

  expect(story.on('sms')).toMatchObject({ status: 'skipped', reason: 'country_blocked' });
});

test('a test key costs nothing and blocks nothing', async () => {
  const before = await spent();
  const { body } = await localSystem.publish(
    { workflow: 'message', recipients: ['ada'], data: { title: 'Test', body: 'x' }, channels: ['sms'] },
    { key: localSystem.system.keys.test },
  );

  expect((await untilEnded(body.notifications[0].id)).on('sms')).toMatchObject({ status: 'simulated' });
  expect(await spent()).toBe(before);
});

test('a number whose hour is full is throttled, and the user gets the rest by e-mail', async () => {
  await fillHours('+12025550123', sms.limits.perNumber.anHour - 1, 'sms-number-hour');

  const first = await untilEnded(await publish('grace'));
  const second = await untilEnded(await publish('grace'));

  expect(first.on('sms')).toMatchObject({ status: 'delivered' });
  expect(second.on('sms')).toMatchObject({ status: 'skipped', reason: 'throttled' });
  expect(second.on('email')).toMatchObject({ status: 'delivered' });
});

test('pumping over one range of numbers is throttled, though each number has had one SMS', async () => {
  await fillHours('+447400123000', sms.limits.perPrefix.anHour - 3, 'sms-prefix-hour');
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: [1, 2, 3, 4, 5].map((last) => ({ id: `pumped-${last}`, phone: `+44740012310${last}` })),
    data: { title: 'Your code', body: 'It is 1234.' },
    channels: ['sms'],
  });

  const stories = await Promise.all(body.notifications.map(({ id }: { id: string }) => untilEnded(id)));

  const ends = stories.map((story) => story.on('sms')).map((message) => message?.reason ?? message?.status);
  expect(ends.sort()).toEqual(['delivered', 'delivered', 'delivered', 'throttled', 'throttled']);
});

test('a receipt of SNS says what became of an SMS that it had taken, and why', async () => {
  const taken = await untilEnded(await publish({ id: 'alan', phone: '+447400555001' }));
  const dropped = await untilEnded(await publish({ id: 'grete', phone: '+447700900903' }));
  const unpaid = await untilEnded(await publish({ id: 'kurt', phone: '+447700900906' }));

  expect(taken.on('sms')).toMatchObject({ status: 'delivered' });
  expect(taken.on('sms')?.events.at(-1)?.detail).toBe('SNS says: Message has been accepted by phone carrier; it cost $0.00645');
  expect(dropped.on('sms')).toMatchObject({ status: 'failed', reason: 'carrier_blocked' });
  expect(dropped.on('sms')?.events.at(-2)?.detail).toContain('Phone has blocked SMS');
  expect(dropped.on('inbox')).toMatchObject({ status: 'delivered' });
  expect(unpaid.on('sms')).toMatchObject({ status: 'failed', reason: 'budget_exceeded' });
  expect(unpaid.on('sms')?.events.at(-2)?.detail).toContain("the account's own monthly limit");
});

test('a STOP holds back the next SMS, and a START lets it go', async () => {
  const first = await untilEnded(await publish({ id: 'ines', phone: '+447700900905' }));
  const second = await untilEnded(await publish({ id: 'ines-again', phone: '+447700900905' }));

  expect(first.on('sms')).toMatchObject({ status: 'failed', reason: 'sms_opted_out' });
  expect(second.on('sms')).toMatchObject({ status: 'suppressed', reason: 'sms_opted_out' });
  expect((await suppressions.find('+447700900905'))?.listedAt).toBe('sns');

  const stop = { reason: 'opt_out', source: 'provider', at: new Date(), listedAt: 'sns' } as const;
  await suppressions.add({ address: '+447400555002', ...stop }); // SNS does not have it on its list any more
  const third = await untilEnded(await publish({ id: 'jo', phone: '+447400555002' }));

  expect(third.on('sms')).toMatchObject({ status: 'delivered' });
  expect(await suppressions.find('+447400555002')).toBeUndefined();
});

test('when the budget is reached SMS stop, urgent ones too, and never a cent above it', async () => {
  await meter.reserve({ ...aReservation(), cost: budget - (await spent()) - 4 * partOf('GB') });
  const recipients = Array.from({ length: 6 }, (_, n) => {
    return { id: `many-${n}`, email: `many-${n}@example.com`, phone: `+4474005550${n}0` };
  });
  const data = { title: 'Your code', body: 'x'.repeat(200) }; // two parts

  const { body } = await localSystem.publish({ workflow: 'message', recipients, data, priority: 'urgent', channels: ['sms'] });
  const stories = await Promise.all(body.notifications.map(({ id }: { id: string }) => untilEnded(id)));

  const refused = stories.filter((story) => story.on('sms')?.status === 'skipped');
  expect(refused).toHaveLength(4);
  for (const story of refused) {
    expect(story.on('sms')).toMatchObject({ reason: 'budget_exceeded' });
    expect(story.on('sms')?.events.at(-1)?.detail).toBe('an e-mail takes its place');
    expect(story.on('sms')?.events.at(-2)?.detail).toMatch(/budget of \$5 does not cover it$/);
    expect(story.on('email')).toMatchObject({ status: 'delivered' });
  }
  expect(await spent()).toBe(budget);
});

function aReservation(): SmsReservation {
  reserved += 1;
  return { notificationId: notificationId(`arranged ${reserved}`), segments: 0, cost: 0, windows: [], at: new Date() };
}

/** What this month has come to, in millionths of a dollar. */
async function spent(): Promise<number> {
  return (await meter.reserve(aReservation())).spent;
}

/** Makes it so that a number or its range has had so many SMS, in this hour and, should it end meanwhile, in the next. */
async function fillHours(number: string, count: number, name: string): Promise<void> {
  const hours = [new Date(), new Date(Date.now() + 3_600_000)];
  const windows = hours.flatMap((at) => smsWindows(number, at, sms.limits).filter((window) => window.name === name));
  for (let had = 0; had < count; had += 1) await meter.reserve({ ...aReservation(), windows });
}

function partOf(country: string): number {
  return toMicroDollars(sms.prices[country] ?? usualSmsPrices[country] ?? 0);
}
