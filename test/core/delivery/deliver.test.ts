import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { PermanentError, RetryableError } from '../../../core/errors.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aNotification, aUser, notificationId, smsTerms, type World, world } from '../../world.ts';

const email: DeliverMessage = { version: 1, notificationId: notificationId('n1'), channel: 'email' };
const sms: DeliverMessage = { ...email, channel: 'sms' };
const leaseSeconds = 40;
const ambiguousWaitSeconds = 120;
const retryWindowSeconds = 4 * 3600;

async function aWorldWithMessages(change: Parameters<typeof aNotification>[0] = {}): Promise<World> {
  const here = world();
  const { id, ...contact } = aUser();
  await here.users.upsert(id, { email: contact.email }, here.now());
  const notification = aNotification({ workflow: 'message', data: { title: 'Hello', body: 'First.' }, ...change });
  const messages = [aMessage(), aMessage({ channel: 'sms', address: '+447700900123' })];
  await here.ledger.enter({ notification, messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  return here;
}

function deliver(here: World, message: DeliverMessage) {
  const sms = { workflows: workflowByKey, terms: smsTerms(), measure: () => {} };
  const links = { unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const deps = {
    ...here,
    ...sms,
    ...links,
    queue: 'email' as const,
    renderEmail,
    leaseSeconds,
    ambiguousWaitSeconds,
    pauseSeconds: 900,
    retryWindowSeconds,
  };
  return message.channel === 'email' ? deliverEmail(message, deps) : deliverSms(message, deps);
}

async function messageOn(here: World, { notificationId: id, channel }: DeliverMessage) {
  return (await here.ledger.read(id))?.messages.find((message) => message.channel === channel);
}

test('an e-mail is sent once, with its id and address, and the ledger has the whole story', async () => {
  const here = await aWorldWithMessages();

  expect(await deliver(here, email)).toBe('sent');

  expect(here.emailProvider.asked).toMatchObject([
    { notificationId: email.notificationId, to: 'ada@example.com', subject: 'Hello' },
  ]);
  const message = await messageOn(here, email);
  expect(message).toMatchObject({ status: 'sent', attempts: 1, providerId: 'email-1' });
  expect(message?.events.map(({ status }) => status)).toEqual(['queued', 'sending', 'sent']);
});

test('an SMS is sent once, to the number in the ledger', async () => {
  const here = await aWorldWithMessages();

  expect(await deliver(here, sms)).toBe('sent');
  expect(await deliver(here, sms)).toBe('finished-before');

  expect(here.smsProvider.asked).toMatchObject([{ to: '+447700900123', text: expect.stringContaining('Hello') }]);
});

test('ten workers with the same message send it once', async () => {
  const here = await aWorldWithMessages();

  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => deliver(here, email)));

  expect(here.emailProvider.asked).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 'sent')).toHaveLength(1);
});

test('a test key goes all the way but to the provider', async () => {
  const here = await aWorldWithMessages({ test: true });

  expect(await deliver(here, email)).toBe('simulated');

  expect(here.emailProvider.asked).toEqual([]);
  expect(await messageOn(here, email)).toMatchObject({ status: 'simulated', reason: 'test_key' });
});

test('a rejection is final', async () => {
  const here = await aWorldWithMessages();
  here.emailProvider.answerNext({ outcome: 'rejected', reason: 'provider_rejected', detail: 'the address was refused' });

  expect(await deliver(here, email)).toBe('rejected');
  expect(await deliver(here, email)).toBe('finished-before');

  expect(await messageOn(here, email)).toMatchObject({ status: 'failed', reason: 'provider_rejected' });
});

test('a number whose owner told the carrier to stop is not tried again, by this SMS or the next', async () => {
  const here = await aWorldWithMessages();
  const next = notificationId('n2');
  const notification = aNotification({ id: next, workflow: 'message', data: { title: 'Hello', body: 'Second.' } });
  const messages = [aMessage({ notificationId: next, channel: 'sms', address: '+447700900123' })];
  await here.ledger.enter({ notification, messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  here.smsProvider.answerNext({ outcome: 'rejected', reason: 'sms_opted_out', detail: 'OptedOut: (number)' });

  expect(await deliver(here, sms)).toBe('rejected');
  expect(await deliver(here, sms)).toBe('finished-before');
  expect(await deliver(here, { ...sms, notificationId: next })).toBe('suppressed');

  expect(here.smsProvider.asked).toHaveLength(1);
  expect(await messageOn(here, sms)).toMatchObject({ status: 'failed', reason: 'sms_opted_out' });
  expect(await messageOn(here, { ...sms, notificationId: next })).toMatchObject({
    status: 'suppressed',
    reason: 'sms_opted_out',
  });
  expect(await here.suppressions.find('+447700900123')).toMatchObject({ reason: 'opt_out', source: 'provider' });
});

test.each(['throttled', 'unavailable'] as const)(
  '"%s" sends nothing, stops the batch, and the next attempt sends',
  async (because) => {
    const here = await aWorldWithMessages();
    here.emailProvider.answerNext({ outcome: 'not-now', because, detail: 'later' });

    await expect(deliver(here, email)).rejects.toMatchObject({ name: 'RetryableError', stopBatch: true });
    expect(await messageOn(here, email)).toMatchObject({ status: 'queued', attempts: 1 });
    expect(await deliver(here, email)).toBe('sent');

    expect(await messageOn(here, email)).toMatchObject({ status: 'sent', attempts: 2 });
  },
);

test('an e-mail in doubt waits, is sent once more, and is then given up', async () => {
  const here = await aWorldWithMessages();
  here.emailProvider.answerNext({ outcome: 'unknown', detail: 'no answer' }, { outcome: 'unknown', detail: 'no answer' });

  await expect(deliver(here, email)).rejects.toMatchObject({ afterSeconds: ambiguousWaitSeconds });
  await expect(deliver(here, email)).rejects.toThrow(RetryableError);
  expect(here.emailProvider.asked).toHaveLength(1);
  here.pass(ambiguousWaitSeconds + 1);
  await expect(deliver(here, email)).rejects.toThrow(RetryableError);
  here.pass(ambiguousWaitSeconds + 1);
  expect(await deliver(here, email)).toBe('gave-up-ambiguous');

  expect(here.emailProvider.asked).toHaveLength(2);
  expect(await messageOn(here, email)).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
  expect(await deliver(here, email)).toBe('finished-before');
});

test('an SMS in doubt is never sent again', async () => {
  const here = await aWorldWithMessages();
  here.smsProvider.answerNext({ outcome: 'unknown', detail: 'no answer' });

  await expect(deliver(here, sms)).rejects.toThrow(RetryableError);
  here.pass(ambiguousWaitSeconds + 1);
  expect(await deliver(here, sms)).toBe('gave-up-ambiguous');

  expect(here.smsProvider.asked).toHaveLength(1);
});

test('a crash before it is taken leaves it as it was, to be sent at once', async () => {
  const here = await aWorldWithMessages();
  await here.ledger.find({ ...email, leaseSeconds, ambiguousWaitSeconds, now: here.now() });

  expect(await deliver(here, email)).toBe('sent');

  expect(here.emailProvider.asked).toHaveLength(1);
});

test('a crash during the send leaves it in doubt, not forgotten', async () => {
  const here = await aWorldWithMessages();
  await takeMessage(here.ledger, { ...sms, leaseSeconds, at: here.now() });
  here.pass(leaseSeconds + 1);
  await expect(deliver(here, sms)).rejects.toThrow(RetryableError);

  expect(await messageOn(here, sms)).toMatchObject({ status: 'unknown' });
  expect(here.smsProvider.asked).toEqual([]);
});

test('a worker whose message another one took while it rendered does not send', async () => {
  const here = await aWorldWithMessages();
  const links = { workflows: workflowByKey, unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const deps = {
    ...here,
    ...links,
    queue: 'email' as const,
    leaseSeconds,
    ambiguousWaitSeconds,
    pauseSeconds: 900,
    retryWindowSeconds,
  };
  const slow = deliverEmail(email, {
    ...deps,
    renderEmail: (notification) => {
      void takeMessage(here.ledger, { ...email, at: here.now() });
      return renderEmail(notification);
    },
  });

  await expect(slow).rejects.toThrow(RetryableError); // it looks once more, and sees that another one holds it
  expect(here.emailProvider.asked).toEqual([]);
});

test('an attempt that looked at what was a moment old looks again, and sends', async () => {
  const here = await aWorldWithMessages();
  const fence = await takeMessage(here.ledger, { ...email, leaseSeconds, at: here.now() });
  await here.ledger.step({ ...email, fence, status: 'queued', at: here.now() });
  const find: typeof here.ledger.find = async (wanted) => {
    const found = await here.ledger.find(wanted);
    return found.outcome === 'free' && !wanted.afresh ? { ...found, fence: found.fence - 1 } : found;
  };

  expect(await deliver({ ...here, ledger: { ...here.ledger, find } }, email)).toBe('sent');

  expect(here.emailProvider.asked).toHaveLength(1);
});

/** Delivers again and again, an hour apart, as the provider goes on saying what it says; gives the last outcome or error. */
async function deliverForHours(here: World, hours: number, because: 'throttled' | 'quota' | 'unavailable'): Promise<unknown> {
  let last: unknown;
  for (let hour = 0; hour <= hours; hour += 1) {
    here.emailProvider.answerNext({ outcome: 'not-now', because, detail: 'later' });
    last = await deliver(here, email).catch((error: unknown) => error);
    here.pass(3600);
  }
  return last;
}

test.each(['throttled', 'unavailable'] as const)(
  'four hours of "%s" are enough: it ends as given up, with a dead-letter message',
  async (because) => {
    const here = await aWorldWithMessages();

    expect(await deliverForHours(here, 3, because)).toBeInstanceOf(RetryableError);
    expect(await deliverForHours(here, 0, because)).toMatchObject({
      name: 'PermanentError',
      message: expect.stringMatching(/^gave_up/),
    });

    expect(await messageOn(here, email)).toMatchObject({ status: 'failed', reason: 'gave_up', attempts: 5 });
  },
);

test('what was given up is sent by a redrive, once, and has its hours again until then', async () => {
  const here = await aWorldWithMessages();
  expect(await deliverForHours(here, 4, 'unavailable')).toBeInstanceOf(PermanentError);

  expect(await deliverForHours(here, 0, 'unavailable')).toBeInstanceOf(RetryableError);
  expect(await deliver(here, email)).toBe('sent');
  expect(await deliver(here, email)).toBe('finished-before');

  const message = await messageOn(here, email);
  expect(message?.status).toBe('sent');
  expect(message?.reason).toBeUndefined();
});

test('a day without quota gives nothing up', async () => {
  const here = await aWorldWithMessages();

  expect(await deliverForHours(here, 24, 'quota')).toBeInstanceOf(RetryableError);
  expect(await deliver(here, email)).toBe('sent');
});

test('what may have been sent once is not given up for a redrive to send again', async () => {
  const here = await aWorldWithMessages();
  here.emailProvider.answerNext({ outcome: 'unknown', detail: 'no answer' });
  await expect(deliver(here, email)).rejects.toThrow(RetryableError);
  here.pass(ambiguousWaitSeconds + 1);

  expect(await deliverForHours(here, 4, 'unavailable')).toBe('gave-up-ambiguous');
  expect(await deliver(here, email)).toBe('finished-before');

  expect(await messageOn(here, email)).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
});

test('an e-mail whose permit is too far off goes back as if it had never been claimed, and the batch with it', async () => {
  const here = await aWorldWithMessages();
  here.acquirePermit.refuseNext(7);

  await expect(deliver(here, email)).rejects.toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: 7 });
  expect(await messageOn(here, email)).toEqual(aMessage());
  expect(await deliver(here, email)).toBe('sent');
});

const goodUntil = new Date('2030-03-15T12:00:05.000Z');
const permitIsFarOff = { name: 'RetryableError', stopBatch: true };

test.each([email, sms])(
  'what expired while it waited in the queue of its channel is not sent, and says so: $channel',
  async (message) => {
    const here = await aWorldWithMessages({ goodUntil });
    here.acquirePermit.refuseNext(7);
    await expect(deliver(here, message)).rejects.toMatchObject(permitIsFarOff);
    here.pass(5);

    expect(await deliver(here, message)).toBe('expired');
    expect(await deliver(here, message)).toBe('finished-before');

    expect([...here.emailProvider.asked, ...here.smsProvider.asked]).toEqual([]);
    expect(await messageOn(here, message)).toMatchObject({ status: 'expired', reason: 'expired' });
  },
);

test('what expires while it waits for a permit is not sent', async () => {
  const here = await aWorldWithMessages({ goodUntil });
  const acquirePermit = async () => {
    here.pass(5);
    return { outcome: 'now' as const };
  };

  expect(await deliver({ ...here, acquirePermit: Object.assign(acquirePermit, here.acquirePermit) }, email)).toBe('expired');

  expect(here.emailProvider.asked).toEqual([]);
});

test('what has expired is expired, whatever else stands against it', async () => {
  const here = await aWorldWithMessages({ goodUntil });
  await here.suppressions.add({ address: 'ada@example.com', reason: 'manual', source: 'api', at: here.now() });
  here.pass(5);

  expect(await deliver(here, email)).toBe('expired');
});

test('an e-mail in doubt that has expired stays in doubt, and is not sent once more', async () => {
  const here = await aWorldWithMessages({ goodUntil });
  here.emailProvider.answerNext({ outcome: 'unknown', detail: 'no answer' });
  await expect(deliver(here, email)).rejects.toThrow(RetryableError);
  here.pass(ambiguousWaitSeconds + 1);

  expect(await deliver(here, email)).toBe('gave-up-ambiguous');

  expect(here.emailProvider.asked).toHaveLength(1);
  expect(await messageOn(here, email)).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
});

test('an e-mail takes one permit, an SMS one for each of its segments', async () => {
  const here = await aWorldWithMessages({ data: { title: 'Hello', body: 'x'.repeat(200) } });

  await deliver(here, email);
  await deliver(here, sms);

  expect(here.acquirePermit.units).toEqual([1, 2]);
});

test('what is not sent takes no permit', async () => {
  const test = await aWorldWithMessages({ test: true });
  const suppressed = await aWorldWithMessages();
  await suppressed.suppressions.add({ address: 'ada@example.com', reason: 'manual', source: 'api', at: suppressed.now() });

  await deliver(test, email);
  await deliver(suppressed, email);
  await deliver(suppressed, email);

  expect([...test.acquirePermit.units, ...suppressed.acquirePermit.units]).toEqual([]);
});

test('a message that is not there (any more) is dropped, and one that can no longer be written is a permanent error', async () => {
  const here = await aWorldWithMessages({ workflow: 'gone' });

  expect(await deliver(here, { ...email, notificationId: notificationId('other') })).toBe('gone');
  await expect(deliver(here, email)).rejects.toThrow(PermanentError);
});
