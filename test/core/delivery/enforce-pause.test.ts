import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { RetryableError } from '../../../core/errors.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMessage, aMoment, aNotification, notificationId, type World, world } from '../../world.ts';

const usedUp: ProviderAnswer = { outcome: 'not-now', because: 'quota', detail: 'Daily message quota exceeded.' };
const names = ['n1', 'n2', 'n3'];
const emails: DeliverMessage[] = names.map((name) => ({ version: 1, notificationId: notificationId(name), channel: 'email' }));

async function aWorldWithEmails() {
  const here = world();
  const data = { title: 'Hello', body: 'First.' };
  for (const { notificationId: id } of emails) {
    const notification = aNotification({ id, workflow: 'message', data });
    await here.ledger.enter({
      notification,
      messages: [aMessage({ notificationId: id })],
      expiresAt: new Date('2031-01-01T00:00:00Z'),
    });
  }
  return here;
}

function deliver(here: World, index: number, queue: 'email' | 'bulk-email' = 'email'): Promise<unknown> {
  const links = { workflows: workflowByKey, unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const deps = {
    ...here,
    ...links,
    queue,
    renderEmail,
    leaseSeconds: 40,
    ambiguousWaitSeconds: 120,
    pauseSeconds: 900,
    retryWindowSeconds: 4 * 3600,
  };
  const [message = emails[0]] = emails.slice(index);
  return deliverEmail(message as DeliverMessage, deps).catch((error: unknown) => error);
}

test('a used-up quota pauses e-mail: the others go back untouched, in one go', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(usedUp);

  await deliver(here, 0);
  expect(await deliver(here, 1)).toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: 15 * 60 });
  expect(await deliver(here, 2)).toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: 15 * 60 });

  expect(here.emailProvider.asked).toHaveLength(1);
  expect((await here.ledger.read(notificationId('n2')))?.messages).toMatchObject([{ status: 'queued', attempts: 0 }]);
});

test("the owner's own pause is lifted by nothing that was under way, and put off by no quota", async () => {
  for (const answer of [{ outcome: 'sent', providerId: 'p1' }, usedUp] as const satisfies ProviderAnswer[]) {
    const here = await aWorldWithEmails();
    here.emailProvider.answerNext(answer);
    const { send } = here.emailProvider;
    here.emailProvider.send = async (...email) => {
      await here.pauses.pause('email', { why: 'a mistake is mended' }); // while the first is at the provider
      return send(...email);
    };

    await deliver(here, 0);
    expect(await here.pauses.find('email')).toEqual({ why: 'a mistake is mended' });
    expect(await deliver(here, 1)).toMatchObject({ name: 'RetryableError', stopBatch: true });
  }
});

test('when the rest is over one message goes ahead, and once it is sent so do the others', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(usedUp);
  await deliver(here, 0);
  here.pass(15 * 60);

  const tries = await Promise.all([0, 1, 2].map((index) => deliver(here, index)));

  expect(tries.filter((outcome) => outcome === 'sent')).toHaveLength(1);
  expect(here.emailProvider.asked).toHaveLength(2);
  expect(await Promise.all([0, 1, 2].map((index) => deliver(here, index)))).toEqual(
    expect.arrayContaining(['sent', 'sent', 'finished-before']),
  );
});

test('a probe that finds the quota still used up pauses e-mail again', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(usedUp, usedUp);
  await deliver(here, 0);
  here.pass(15 * 60);

  await deliver(here, 1);

  expect(await deliver(here, 2)).toMatchObject({ afterSeconds: 15 * 60 });
  expect(here.emailProvider.asked).toHaveLength(2);
});

test('a probe that crashes is followed by another in a minute', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(usedUp, new Error('killed'));
  await deliver(here, 0);
  here.pass(15 * 60);
  await deliver(here, 1);

  expect(await deliver(here, 2)).toMatchObject({ afterSeconds: 60 });
  here.pass(60);
  expect(await deliver(here, 2)).toBe('sent');
});

test('a mark that cannot be written does not lose what the provider said', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(usedUp);
  const fails = async () => {
    throw new Error('the table is away');
  };

  const outcome = await deliver({ ...here, pauses: { ...here.pauses, pause: fails } }, 0);

  expect(outcome).toMatchObject({ name: 'RetryableError', stopBatch: true });
  expect((await here.ledger.read(notificationId('n1')))?.messages).toMatchObject([{ status: 'queued' }]);
});

test('bulk e-mail that is paused goes back in one go until somebody resumes it, and other e-mail goes on', async () => {
  const here = await aWorldWithEmails();
  await here.pauses.pause('bulk-email', { why: 'too much of it bounces' });

  expect(await deliver(here, 0, 'bulk-email')).toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: 15 * 60 });
  expect(await deliver(here, 1)).toBe('sent');
  here.pass(30 * 24 * 3600);
  expect(await deliver(here, 2, 'bulk-email')).toMatchObject({ message: 'bulk-email is paused: too much of it bounces' });
  expect(here.emailProvider.asked).toHaveLength(1);

  await here.pauses.resume('bulk-email');
  expect(await deliver(here, 2, 'bulk-email')).toBe('sent');
});

test('a used-up quota holds bulk e-mail as well, and does not lift the pause of bulk e-mail', async () => {
  const here = await aWorldWithEmails();
  await here.pauses.pause('bulk-email', { why: 'too much of it bounces' });
  here.emailProvider.answerNext(usedUp);
  await deliver(here, 0);
  here.pass(15 * 60);
  expect(await deliver(here, 0)).toBe('sent');

  expect(await deliver(here, 1, 'bulk-email')).toMatchObject({ name: 'RetryableError' });

  await here.pauses.resume('bulk-email');
  here.emailProvider.answerNext(usedUp);
  await deliver(here, 1);
  expect(await deliver(here, 2, 'bulk-email')).toMatchObject({ message: 'email is paused: Daily message quota exceeded.' });
});

const senderUnverified: ProviderAnswer = { outcome: 'not-now', because: 'paused', detail: 'MessageRejected: not verified' };
const recipientUnverified: ProviderAnswer = { outcome: 'not-now', because: 'recipient-unverified', detail: 'MessageRejected' };

test('a sender that is not verified pauses e-mail, and everything goes out after the owner has acted', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(senderUnverified);

  await deliver(here, 0);
  expect(await deliver(here, 1)).toMatchObject({ stopBatch: true, afterSeconds: 15 * 60 });
  expect(await here.pauses.find('email')).toMatchObject({ why: senderUnverified.detail });
  here.pass(15 * 60);

  expect(await deliver(here, 1)).toBe('sent');
  expect(await deliver(here, 0)).toBe('sent');
});

test('a recipient whom the sandbox does not let us reach waits alone, and is sent to after the owner has acted', async () => {
  const here = await aWorldWithEmails();
  here.emailProvider.answerNext(recipientUnverified);

  expect(await deliver(here, 0)).toMatchObject({ name: 'RetryableError', stopBatch: false, afterSeconds: 15 * 60 });
  expect(await deliver(here, 1)).toBe('sent');
  expect(await here.pauses.find('unverified-recipients')).toMatchObject({ why: 'MessageRejected' }); // for the alarm
  here.pass(15 * 60);
  here.emailProvider.answerNext(recipientUnverified);
  expect(await deliver(here, 0)).toMatchObject({ afterSeconds: 30 * 60 });
  here.pass(30 * 60);

  expect(await deliver(here, 0)).toBe('sent');
  expect(await here.pauses.find('unverified-recipients')).toBeUndefined();
});

test('a recipient who stays unverified is given up after two days and some twenty tries, and a redrive sends it', async () => {
  const here = await aWorldWithEmails();
  let tries = 0;
  let outcome: unknown;
  for (; tries < 100; tries += 1) {
    here.emailProvider.answerNext(recipientUnverified);
    outcome = await deliver(here, 0);
    if (!(outcome instanceof RetryableError)) break;
    here.pass(outcome.afterSeconds ?? 0);
  }

  expect(outcome).toMatchObject({ name: 'PermanentError', message: expect.stringContaining('gave_up') });
  expect(tries).toBeGreaterThan(15);
  expect(tries).toBeLessThan(25);
  expect(here.now().getTime() - aMoment.getTime()).toBeGreaterThanOrEqual(48 * 3_600_000);
  expect((await here.ledger.read(notificationId('n1')))?.messages).toMatchObject([{ status: 'failed', reason: 'gave_up' }]);
  expect(await deliver(here, 0)).toBe('sent');
});
