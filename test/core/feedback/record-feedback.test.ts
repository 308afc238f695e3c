import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import { recordFeedback } from '../../../core/feedback/record-feedback.ts';
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

// the shapes are those of https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
const automaticReply = aProviderEvent('Email Bounced', {
  bounce: {
    feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
    bounceType: 'Transient',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'ada@example.com' }],
    timestamp: '2030-03-15T12:00:05.000Z',
  },
});

test.each([
  ['after its delivery', [delivered, automaticReply]],
  ['before SES tells of its delivery', [automaticReply, delivered]],
])('an out-of-office reply that comes %s leaves the e-mail delivered, and is no bounce', async (_, events) => {
  const here = await aWorldWithOneSent();

  for (const event of events) expect(await record(here, event)).toBe('recorded');

  expect(await emailOf(here)).toMatchObject({ status: 'delivered' });
  expect(await emailOf(here)).not.toHaveProperty('reason');
  expect((await emailOf(here))?.events.map(({ detail }) => detail)).toContainEqual(expect.stringContaining('automatic reply'));
  expect(await here.suppressions.find('ada@example.com')).toBeUndefined();
  expect(await here.tallies.sum(here.now())).toEqual({ delivered: 1, bounced: 0, complained: 0 });
});

test('what SES held back for its own list is suppressed, and neither counts against the sender nor gets onto our list', async () => {
  const here = await aWorldWithOneSent();
  const bouncedRecipients = [{ emailAddress: 'ada@example.com', action: 'failed', status: '5.1.1' }];
  const bounce = { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList', bouncedRecipients, timestamp };

  expect(await record(here, aProviderEvent('Email Bounced', { bounce }))).toBe('recorded');

  expect(await emailOf(here)).toMatchObject({ status: 'suppressed', reason: 'suppressed_bounce' });
  expect(await here.suppressions.list({ limit: 10 })).toEqual({ suppressions: [] });
  expect(await here.tallies.sum(here.now())).toEqual({ delivered: 0, bounced: 0, complained: 0 });
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
