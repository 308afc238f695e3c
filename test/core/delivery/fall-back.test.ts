import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import type { Channel, MessageStatus, Reason } from '../../../contract/values.ts';
import type { MessageRecord, NotificationRecord } from '../../../core/delivery/ports/records.ts';
import { RetryableError } from '../../../core/errors.ts';
import { recordFeedback } from '../../../core/feedback/record-feedback.ts';
import { recordReceipt } from '../../../core/feedback/record-receipt.ts';
import { repairApproved } from '../../../workflows/repair-approved/workflow.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { aProviderEvent } from '../../provider-event.ts';
import { aMoment, aNotification } from '../../world.ts';
import { type DigestWorld, deliver, digestWorld, inboxOf, work } from '../digests/digest-world.ts';

const address = 'ada@example.com';
const number = '+447400123456';
const data = repairApproved.example;
const farAway = new Date('2031-01-01T00:00:00Z');

describeEachStore('a message that does not reach its user', (open) => {
  let here: DigestWorld;
  beforeEach(async () => {
    here = digestWorld(await open());
    await here.users.upsert('ada', { email: address, phone: number }, here.now());
  });

  /** Publishes to Ada, and works the publish off; answers the notification's id. */
  async function publish(change: Record<string, unknown> = {}): Promise<string> {
    await work(here, { workflow: repairApproved.key, recipients: ['ada'], data, ...change });
    for (const message of here.ingest.drain()) if (message.type !== 'release') await work(here, message);
    for (const message of here.ingest.drain()) if (message.type !== 'release') await work(here, message);
    return here.email.sent.at(-1)?.notificationId ?? here.sms.sent.at(-1)?.notificationId ?? '';
  }

  async function sendEmails(): Promise<void> {
    for (const message of here.email.drain()) await deliver(here, message);
  }

  /** Works off what was asked of the ingest queue, twice, as a queue may. What waits for its time stays away. */
  async function workOff(): Promise<void> {
    const messages = here.ingest.drain().filter(({ type }) => type === 'fall-back');
    for (const message of [...messages, ...messages]) await work(here, message);
  }

  function bounce(id: string, bounceType = 'Permanent') {
    const timestamp = here.now().toISOString();
    const bounced = { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: address }], timestamp };
    const event = aProviderEvent('Email Bounced', { bounce: bounced }, { tags: { notification_id: [id] } });
    return recordFeedback(ProviderEvent.parse(event), here);
  }

  const storyOf = async (id: string) => {
    const { notification, messages = [] } = (await here.ledger.read(id)) ?? {};
    return { notification, on: (channel: Channel) => messages.find((each) => each.channel === channel) };
  };
  const last = (message?: MessageRecord) => message?.events.at(-1)?.detail;

  test('an e-mail that bounces brings the SMS that waited to see whether it is read, at once and once', async () => {
    const id = await publish();
    await sendEmails();

    expect(await bounce(id)).toBe('recorded');
    await workOff();

    const { on, notification } = await storyOf(id);
    expect(on('sms')).toMatchObject({ status: 'queued', address: number });
    expect(last(on('sms'))).toMatch(/it does not wait, as the e-mail did not reach the user$/);
    expect(notification?.explanation.find(({ channel }) => channel === 'sms')).toMatchObject({ decision: 'send' });
    expect(last(on('email'))).toBe('the SMS has it as well');
    expect(new Set(here.sms.sent.map(({ notificationId }) => notificationId))).toEqual(new Set([id]));
  });

  test('the SMS goes once when the bounce is told again, and when its own time comes as well', async () => {
    const id = await publish();
    await sendEmails();
    await bounce(id);
    await workOff();
    await bounce(id);
    await workOff();
    await sendEmails();
    here.pass(15 * 60);
    await work(here, { type: 'release', version: 1, notificationId: id, dueAt: here.now().toISOString() });

    const sms = (await storyOf(id)).on('sms');
    expect(sms?.events.map(({ status }) => status)).toEqual(['scheduled', 'queued']);
    expect(new Set(here.sms.sent.map(({ notificationId }) => notificationId))).toEqual(new Set([id])); // claims drop repetitions
  });

  test('a fallback that others are always faster than comes back later, and is not decided for ever', async () => {
    const id = await publish();
    await sendEmails();
    await bounce(id);
    const contended = { ...here, ledger: { ...here.ledger, release: async () => false } };
    const fallBack = { type: 'fall-back', version: 1, notificationId: id, channel: 'email' } as const;

    await expect(work(contended, fallBack)).rejects.toThrow(RetryableError);

    await work(here, fallBack);
    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'queued' });
  });

  test('an e-mail to a suppressed address brings it too, and a crash before it was asked for is made good', async () => {
    const id = await publish();
    await here.suppressions.add({ address, reason: 'bounce', source: 'provider', at: here.now() });
    here.ingest.refuseNext();
    const message = { version: 1 as const, notificationId: id, channel: 'email' as const };
    await expect(deliver(here, message)).rejects.toThrow('the queue');

    expect(await deliver(here, message)).toBe('finished-before');
    await workOff();

    const { on } = await storyOf(id);
    expect(on('email')).toMatchObject({ status: 'suppressed', reason: 'suppressed_bounce' });
    expect(on('sms')).toMatchObject({ status: 'queued' });
  });

  test.each(['unsubscribe', 'complaint'] as const)('who wants no e-mail (%s) gets the SMS by the clock alone', async (reason) => {
    const id = await publish();
    await here.suppressions.add({ address, reason, source: 'provider', at: here.now() });

    await sendEmails();
    await workOff();

    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'scheduled' });
  });

  test('a bounce that is none, or for now, brings nothing', async () => {
    const id = await publish();
    await sendEmails();

    await bounce(id, 'Transient');
    await workOff();

    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'scheduled' });
  });

  test('a night holds the SMS that a bounce brings, and it goes when the night ends, however long the workflow would wait', async () => {
    const { version } = (await here.users.getMany(['ada'])).get('ada') ?? { version: 0 };
    const quietHours = { start: '12:05', end: '12:10' };
    await here.users.choose({ userId: 'ada', choices: { quietHours, timezone: 'UTC' }, version }, here.now());
    const id = await publish();
    await sendEmails();
    here.at('2030-03-15T12:06:00Z');
    await bounce(id);
    await workOff();

    const morning = new Date('2030-03-15T12:10:00Z');
    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'scheduled', dueAt: morning });

    here.at(morning);
    await work(here, { type: 'release', version: 1, notificationId: id, dueAt: morning.toISOString() });
    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'queued' });
  });

  test('who has read it in the inbox gets no SMS for a bounce', async () => {
    const id = await publish();
    await sendEmails();
    await here.feed.mark('ada', id, 'read');

    await bounce(id);
    await workOff();

    expect((await storyOf(id)).on('sms')).toMatchObject({ status: 'scheduled' }); // its own time ends it, as read
    expect(here.sms.sent).toEqual([]);
  });

  test.each(['id', 'key'])('what was canceled by its %s brings nothing', async (by) => {
    const id = await publish({ cancellation_key: 'R-1042' });
    await sendEmails();
    if (by === 'id') await here.ledger.cancel({ notificationId: id, at: here.now(), expiresAt: farAway });
    else await here.cancellations.note('R-1042', here.now(), farAway);

    await bounce(id);
    await workOff();

    expect(here.sms.sent).toEqual([]);
  });

  test('what has expired brings nothing', async () => {
    const id = await publish({ expires_at: '2030-03-15T12:10:00Z', channels: ['email'] });
    await sendEmails();
    here.at('2030-03-15T12:10:00Z');

    await bounce(id);
    await workOff();

    expect((await inboxOf(here)).size).toBe(0);
  });

  test('an e-mail alone that bounces becomes an inbox item, and says so', async () => {
    const id = await publish({ channels: ['email'] });
    await sendEmails();

    await bounce(id);
    await workOff();

    expect([...(await inboxOf(here)).keys()]).toEqual(['Repair R-1042 is approved']);
    const { on, notification } = await storyOf(id);
    expect(on('inbox')).toMatchObject({ status: 'delivered' });
    expect(last(on('email'))).toBe('the inbox takes its place');
    expect(notification?.explanation.at(-1)).toMatchObject({ channel: 'inbox', instead_of: 'email' });
    expect(on('sms')).toBeUndefined(); // nobody chose to pay for one
  });

  /** Enters a notification whose SMS stands so. */
  async function enterSms(status: MessageStatus, change: Partial<NotificationRecord> = {}, reason?: Reason): Promise<string> {
    const explanation = [{ channel: 'sms' as const, decision: 'send' as const, because: 'asked for' }];
    const notification = aNotification({ workflow: repairApproved.key, category: 'repairs', data, explanation, ...change });
    const events = [{ status, at: aMoment.toISOString() }];
    const sms = {
      notificationId: notification.id,
      channel: 'sms' as const,
      status,
      reason,
      address: number,
      attempts: 1,
      events,
    };
    await here.ledger.enter({ notification, messages: [sms], expiresAt: farAway });
    await here.sentSms.remember({ providerId: 'sns-1', notificationId: notification.id, at: here.now() });
    return notification.id;
  }

  const receipt = () =>
    recordReceipt(
      { id: 'r1', channel: 'sms', providerId: 'sns-1', status: 'failed', reason: 'unreachable', detail: 'the phone is away' },
      here.now(),
      { ...here, measure: () => {} },
    );

  test('an SMS that SNS took and could not deliver becomes an e-mail, once however often it is told', async () => {
    const id = await enterSms('sent');

    await receipt();
    await workOff();
    await receipt();
    await workOff();
    await sendEmails();

    const { on } = await storyOf(id);
    expect(on('sms')).toMatchObject({ status: 'failed', reason: 'unreachable' });
    expect(last(on('sms'))).toBe('an e-mail takes its place');
    expect(here.emailProvider.asked).toMatchObject([{ notificationId: id, to: address }]);
  });

  test('a night that has begun since holds that e-mail', async () => {
    const { version } = (await here.users.getMany(['ada'])).get('ada') ?? { version: 0 };
    const quietHours = { start: '11:00', end: '18:00' };
    await here.users.choose({ userId: 'ada', choices: { quietHours, timezone: 'UTC' }, version }, here.now());
    const id = await enterSms('sent');

    await receipt();
    await workOff();

    const evening = new Date('2030-03-15T18:00:00Z');
    expect((await storyOf(id)).on('email')).toMatchObject({ status: 'scheduled', dueAt: evening });
    here.at(evening);
    await work(here, { type: 'release', version: 1, notificationId: id, dueAt: evening.toISOString() });
    await sendEmails();
    expect(here.emailProvider.asked).toHaveLength(1);
  });

  test('an e-mail that took the place of an SMS and bounces becomes an inbox item, and no second SMS', async () => {
    const id = await enterSms('sent');
    await receipt();
    await workOff();
    await sendEmails();

    await bounce(id);
    await workOff();

    expect((await inboxOf(here)).size).toBe(1);
    expect(here.sms.sent).toEqual([]);
  });

  test.each<[string, MessageStatus, Reason | undefined, Partial<NotificationRecord>]>([
    ['delivered', 'delivered', undefined, {}],
    ['in doubt', 'unknown', 'ambiguous_send', {}],
    ['canceled', 'canceled', 'canceled', {}],
    ['of a test key', 'failed', 'provider_rejected', { test: true }],
    ['of somebody who is gone', 'failed', 'provider_rejected', { userId: 'gone' }],
    ['of a digest', 'failed', 'provider_rejected', { workflow: 'digest' }],
  ])('an SMS that is %s brings nothing, whoever asks', async (_, status, reason, change) => {
    const id = await enterSms(status, change, reason);

    await work(here, { type: 'fall-back', version: 1, notificationId: id, channel: 'sms' });

    expect(here.email.sent).toEqual([]);
    expect((await storyOf(id)).notification?.explanation).toHaveLength(1);
  });
});
