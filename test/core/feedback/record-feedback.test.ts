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
  ['foreign', 'to several others', { destination: ['bob@example.com', 'eve@example.com'] }],
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

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_3 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Mobile/14G60';
const opened = (at: string, userAgent = iPhone) => aProviderEvent('Email Opened', { open: { timestamp: at, userAgent } });
const clicked = (at: string, link: string) =>
  aProviderEvent('Email Clicked', { click: { timestamp: at, userAgent: iPhone, link } });
const engagements = async (here: World) => (await emailOf(here))?.events.flatMap(({ engagement }) => engagement ?? []);

test('an e-mail that is opened and clicked often is so once, and its status stays', async () => {
  const here = await aWorldWithOneSent();
  await record(here, delivered);

  expect(await record(here, opened('2030-03-15T12:01:00Z'))).toBe('recorded');
  expect(await record(here, opened('2030-03-15T12:02:00Z'))).toBe('repeated');
  expect(await record(here, clicked('2030-03-15T12:03:00Z', 'https://app.example.com/one'))).toBe('recorded');
  expect(await record(here, clicked('2030-03-15T12:04:00Z', 'https://app.example.com/other'))).toBe('repeated');

  expect(await engagements(here)).toEqual(['opened', 'clicked']);
  expect(await emailOf(here)).toMatchObject({ status: 'delivered' });
});

test('a machine and then a person open it: each is told, in whatever order they come', async () => {
  const byMachine = opened('2030-03-15T12:00:02.000Z');
  const byPerson = opened('2030-03-15T12:09:00.000Z');
  for (const order of [
    [byMachine, byPerson],
    [byPerson, byMachine, byPerson, byMachine],
  ]) {
    const here = await aWorldWithOneSent();
    await record(here, delivered);
    for (const event of order) await record(here, event);

    expect((await engagements(here))?.toSorted()).toEqual(['opened', 'opened_by_machine']);
  }
});

test('the time of a machine counts from when the e-mail arrived, or from when SES took it', async () => {
  const here = await aWorldWithOneSent();
  await record(here, aProviderEvent('Email Delivered', { delivery: { timestamp: '2030-03-15T12:10:00Z' } })); // it was delayed
  await record(here, opened('2030-03-15T12:10:03Z'));
  expect(await engagements(here)).toEqual(['opened_by_machine']);

  const other = await aWorldWithOneSent();
  await record(other, opened('2030-03-15T12:00:06Z')); // before SES tells of its delivery
  expect(await engagements(other)).toEqual(['opened']);
});

test('what is opened has been sent, though nobody could say so', async () => {
  const here = world();
  const messages = [aMessage({ status: 'unknown' })];
  await here.ledger.enter({ notification: aNotification(), messages, expiresAt: new Date('2031-01-01T00:00:00Z') });

  await record(here, opened('2030-03-15T12:01:00Z'));

  expect((await emailOf(here))?.events.map(({ status, engagement }) => engagement ?? status)).toEqual([
    'unknown',
    'sent',
    'opened',
  ]);
});

test('opening an e-mail that is not theirs opens nothing', async () => {
  const here = await aWorldWithOneSent();
  const event = aProviderEvent('Email Opened', { open: { timestamp, userAgent: iPhone } }, { destination: ['eve@example.com'] });

  expect(await record(here, event)).toBe('foreign');
  expect(await engagements(here)).toEqual([]);
});

// the part is AWS's own: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
const optOut = aProviderEvent('Email Subscribed', {
  subscription: {
    contactList: 'ContactListName',
    timestamp: '2022-01-12T01:00:17.910Z',
    source: 'UnsubscribeHeader',
    newTopicPreferences: {
      unsubscribeAll: true,
      topicSubscriptionStatus: [{ topicName: 'ExampleTopicName', subscriptionStatus: 'OptOut' }],
    },
    oldTopicPreferences: {
      unsubscribeAll: false,
      topicSubscriptionStatus: [{ topicName: 'ExampleTopicName', subscriptionStatus: 'OptOut' }],
    },
  },
});

test('who unsubscribes by the list management of SES has opted out of the category, and the timeline says so once', async () => {
  const here = await aWorldWithOneSent();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());

  expect(await record(here, optOut)).toBe('recorded');
  expect(await record(here, optOut)).toBe('repeated');

  const ada = (await here.users.getMany(['ada'])).get('ada');
  expect(ada?.preferences).toEqual({ general: { email: 'opted_out' } });
  expect(
    (await emailOf(here))?.events.map(({ detail }) => detail).filter((detail) => detail?.includes('unsubscribed')),
  ).toHaveLength(1);
});

test("an opt-out that names somebody else's e-mail opts nobody out", async () => {
  const here = await aWorldWithOneSent();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  const forged = { ...optOut, detail: { ...optOut.detail, mail: { ...optOut.detail.mail, destination: ['eve@example.com'] } } };

  expect(await record(here, forged)).toBe('foreign');

  expect((await here.users.getMany(['ada'])).get('ada')?.preferences).toBeUndefined();
});

describe('of an e-mail with copies', () => {
  const destination = ['ada@example.com', 'bob@example.com'];
  const bounceOf = (...addresses: string[]) => {
    const bouncedRecipients = addresses.map((emailAddress) => ({ emailAddress, action: 'failed', status: '5.1.1' }));
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients, timestamp };
    return aProviderEvent('Email Bounced', { bounce }, { destination });
  };

  test('a bounce of a copy suppresses who got the copy, and leaves the user and the message as they are', async () => {
    const here = await aWorldWithOneSent();

    expect(await record(here, bounceOf('Bob <bob@example.com>'))).toBe('recorded');

    expect(await here.suppressions.find('ada@example.com')).toBeUndefined();
    expect(await here.suppressions.find('bob@example.com')).toMatchObject({ reason: 'bounce' });
    expect(await emailOf(here)).toMatchObject({
      status: 'sent',
      events: [{ status: 'sent' }, { detail: 'a copy of it: bounced: Permanent, General, 5.1.1' }],
    });
    expect(JSON.stringify(await emailOf(here))).not.toContain('bob@');
  });

  test("the user's own bounce is theirs alone", async () => {
    const here = await aWorldWithOneSent();

    await record(here, bounceOf('ada@example.com'));

    expect(await emailOf(here)).toMatchObject({ status: 'bounced' });
    expect(await here.suppressions.find('bob@example.com')).toBeUndefined();
  });

  test('a bounce of both suppresses both, and the timeline tells of each', async () => {
    const here = await aWorldWithOneSent();

    await record(here, bounceOf('ada@example.com', 'bob@example.com'));
    await record(here, bounceOf('ada@example.com', 'bob@example.com'));

    expect(await emailOf(here)).toMatchObject({
      status: 'bounced',
      events: [{ status: 'sent' }, { status: 'bounced' }, { detail: expect.stringMatching(/^a copy of it: bounced/) }],
    });
    expect(await here.suppressions.find('ada@example.com')).toMatchObject({ reason: 'bounce' });
    expect(await here.suppressions.find('bob@example.com')).toMatchObject({ reason: 'bounce' });
  });

  test('a copy that arrived says nothing of the message, and one to the user does', async () => {
    const here = await aWorldWithOneSent();
    const deliveredTo = (to: string) =>
      aProviderEvent('Email Delivered', { delivery: { timestamp, recipients: [to] } }, { destination });

    expect(await record(here, deliveredTo('bob@example.com'))).toBe('stale');
    expect(await emailOf(here)).toMatchObject({ status: 'sent' });
    await record(here, deliveredTo('ada@example.com'));
    expect(await emailOf(here)).toMatchObject({ status: 'delivered' });
  });

  test('an event whose recipients are all strangers suppresses nobody', async () => {
    const here = await aWorldWithOneSent();
    const bounce = {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: 'eve@example.com' }],
      timestamp,
    };

    await record(here, aProviderEvent('Email Bounced', { bounce }, { destination: ['bob@example.com', 'eve@example.com'] }));

    expect(await here.suppressions.find('eve@example.com')).toBeUndefined();
  });
});
