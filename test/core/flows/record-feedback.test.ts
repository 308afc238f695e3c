import { ProviderEvent } from '../../../contract/provider-events.ts';
import { recordFeedback } from '../../../core/flows/record-feedback.ts';
import { aProviderEvent } from '../../provider-event.ts';
import { aMessage, aMoment, aNotification, notificationId, type World, world } from '../../world.ts';

const timestamp = '2030-03-15T12:00:01.500Z';
const delivered = aProviderEvent('Email Delivered', { delivery: { timestamp } });
const bounced = aBounce();
const complained = aProviderEvent('Email Complaint Received', { complaint: { timestamp } });

function aBounce(mail: Record<string, unknown> = {}) {
  const bouncedRecipients = [{ emailAddress: 'ada@example.com', action: 'failed' }];
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients, timestamp };
  return aProviderEvent('Email Bounced', { bounce }, mail);
}

async function aWorldWithOneSent(): Promise<World> {
  const here = world();
  const messages = [aMessage({ status: 'sent' }), aMessage({ channel: 'sms', status: 'sent', address: '+447400123456' })];
  await here.ledger.enter({ notification: aNotification(), messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  return here;
}

const record = (here: World, event: unknown) => recordFeedback(ProviderEvent.parse(event), here);
const emailOf = async (here: World) => (await here.ledger.read(notificationId('n1')))?.messages[0];

test('a delivery is recorded, and suppresses nobody', async () => {
  const here = await aWorldWithOneSent();

  expect(await record(here, delivered)).toBe('recorded');

  expect(await emailOf(here)).toMatchObject({ status: 'delivered' });
  expect(await here.suppressions.find('ada@example.com')).toBeUndefined();
});

test.each([
  ['bounce', bounced],
  ['complaint', complained],
])('a %s suppresses the address, and says which notification brought it to light', async (reason, event) => {
  const here = await aWorldWithOneSent();

  await record(here, event);

  expect(await here.suppressions.find('ada@example.com')).toEqual({
    address: 'ada@example.com',
    reason,
    source: 'provider',
    at: new Date(timestamp),
    notificationId: notificationId('n1'),
  });
});

test('a bounce that comes again suppresses what an earlier attempt had no time to', async () => {
  const here = await aWorldWithOneSent();
  const broken = { ...here.suppressions, add: () => Promise.reject(new Error('the table is gone')) };
  await expect(recordFeedback(ProviderEvent.parse(bounced), { ...here, suppressions: broken })).rejects.toThrow();

  expect(await record(here, bounced)).toBe('repeated');

  expect(await here.suppressions.find('ada@example.com')).toMatchObject({ reason: 'bounce' });
  expect((await emailOf(here))?.events).toHaveLength(2);
});

test('events in any order, each twice, end in the same status, and each is in the timeline once', async () => {
  const orders = [
    [delivered, complained],
    [complained, delivered],
    [delivered, complained, delivered, complained],
    [complained, complained, delivered, delivered],
  ];

  for (const order of orders) {
    const here = await aWorldWithOneSent();
    for (const event of order) await record(here, event);

    expect(await emailOf(here)).toMatchObject({ status: 'complained' });
    expect((await emailOf(here))?.events).toHaveLength(3);
  }
});

test.each([
  ['untagged', 'without a tag', { tags: {} }],
  ['untagged', 'with a tag that is no id', { tags: { notification_id: ['ntf_1'] } }],
  ['missing', 'with an id that nobody entered', { tags: { notification_id: [notificationId('other')] } }],
  ['foreign', 'to another address than the message went to', { destination: ['eve@example.com'] }],
  ['foreign', 'to others as well', { destination: ['ada@example.com', 'eve@example.com'] }],
])('an event is %s %s, and changes nothing', async (outcome, _, mail) => {
  const here = await aWorldWithOneSent();

  expect(await record(here, aBounce(mail))).toBe(outcome);

  expect(await emailOf(here)).toEqual(aMessage({ status: 'sent', events: [{ status: 'sent', at: aMoment.toISOString() }] }));
  expect(await here.suppressions.list({ limit: 10 })).toEqual({ suppressions: [] });
});

test('a message id of SES is not what an event is found by', async () => {
  const here = await aWorldWithOneSent();

  await record(here, aProviderEvent('Email Delivered', { delivery: { timestamp } }, { messageId: 'never-seen' }));

  expect(await emailOf(here)).toMatchObject({ status: 'delivered', providerId: 'never-seen' });
});
