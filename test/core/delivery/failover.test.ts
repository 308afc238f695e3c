import { memoryEmailProvider, memorySmsProvider } from '../../../adapters/memory/delivery/provider.ts';
import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import type { NotNowReason, ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aMessage, aNotification, notificationId, smsTerms, type World, world } from '../../world.ts';

const ids = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => notificationId(name));
const pauseSeconds = 900;
const notNow = (because: NotNowReason): ProviderAnswer => ({ outcome: 'not-now', because, detail: `SES says: ${because}` });
const noAnswer: ProviderAnswer = { outcome: 'unknown', detail: 'no answer' };

/** Two providers of e-mail and of SMS in front of the messages of five notifications, and what was measured. */
async function aWorldWithTwo() {
  const here = world();
  for (const id of ids) {
    const notification = aNotification({ id, workflow: 'message', data: { title: 'Hello', body: 'First.' } });
    const sms = aMessage({ notificationId: id, channel: 'sms', address: '+447700900123' });
    const messages = [aMessage({ notificationId: id }), sms];
    await here.ledger.enter({ notification, messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  }
  const two = {
    ses: memoryEmailProvider(),
    postmark: memoryEmailProvider(),
    sns: memorySmsProvider(),
    twilio: memorySmsProvider(),
  };
  return { here, ...two, measured: [] as string[] };
}
type Two = Awaited<ReturnType<typeof aWorldWithTwo>>;

function deliver(two: Two, index: number, names: readonly ProviderName[] = ['ses', 'postmark']): Promise<unknown> {
  const { here, ses, postmark, sns, twilio, measured } = two;
  const channel = names.includes('ses') || names.includes('postmark') ? 'email' : 'sms';
  const message: DeliverMessage = { version: 1, notificationId: ids[index] as string, channel };
  const deps = {
    ...here,
    workflows: workflowByKey,
    unsubscribeSecret: here.signingSecret,
    apiUrl: 'https://api.example.com',
    queue: 'email' as const,
    renderEmail,
    terms: smsTerms(),
    measure: (name: string) => void measured.push(name),
    emailProvider: { send: (email: never, by?: ProviderName) => (by === 'postmark' ? postmark : ses).send(email) },
    smsProvider: { send: (sms: never, by?: ProviderName) => (by === 'twilio' ? twilio : sns).send(sms) },
    order: { channel, names, pauses: here.pauses, pauseSeconds, now: here.now } as const,
    leaseSeconds: 40,
    ambiguousWaitSeconds: 120,
    pauseSeconds,
    retryWindowSeconds: 4 * 3600,
  };
  const sent = channel === 'email' ? deliverEmail(message, deps) : deliverSms(message, deps);
  return sent.catch((error: unknown) => error);
}

async function messageOf({ here }: { here: World }, index: number, channel = 'email') {
  return (await here.ledger.read(ids[index] as string))?.messages.find((message) => message.channel === channel);
}

test.each<NotNowReason>(['quota', 'paused'])(
  'what the first refuses as %s goes by the second at once, and what follows too',
  async (because) => {
    const two = await aWorldWithTwo();
    two.ses.answerNext(notNow(because));

    expect(await deliver(two, 0)).toBe('sent');
    expect(await deliver(two, 1)).toBe('sent');

    expect([two.ses.asked.length, two.postmark.asked.length]).toEqual([1, 2]);
    const message = await messageOf(two, 0);
    expect(message).toMatchObject({ status: 'sent', provider: 'postmark', attempts: 2 });
    expect(message?.events.map(({ status, detail }) => [status, detail])).toEqual([
      ['queued', undefined],
      ['sending', 'by Amazon SES'],
      ['queued', `SES says: ${because}`],
      ['sending', 'by Postmark'],
      ['sent', undefined],
    ]);
    expect((await messageOf(two, 1))?.events.at(-2)?.detail).toBe(`by Postmark, as Amazon SES is paused: SES says: ${because}`);
  },
);

test('once the pause of the first is over one message tries it, and all go by it again', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('quota'));
  await deliver(two, 0);
  two.here.pass(pauseSeconds);

  await Promise.all([deliver(two, 1), deliver(two, 2)]);
  expect([two.ses.asked.length, two.postmark.asked.length]).toEqual([2, 2]); // one of the two tried it
  await deliver(two, 3);

  expect(two.ses.asked.at(-1)?.notificationId).toBe(ids[3]);
  expect(await two.here.pauses.find('provider:ses')).toBeUndefined();
});

test('a send in doubt is never made by another, be the first paused or not', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(noAnswer);
  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError', afterSeconds: 120 });
  await two.here.pauses.pause('provider:ses', { why: 'a mistake is mended' });
  two.here.pass(120);

  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError', stopBatch: false });
  expect(await deliver(two, 1)).toBe('sent');
  expect(two.postmark.asked.map(({ notificationId: id }) => id)).toEqual([ids[1]]);

  await two.here.pauses.resume('provider:ses');
  two.ses.answerNext(notNow('unavailable')); // this time certainly not, and the first time still nobody knows
  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError' });
  expect(await deliver(two, 0)).toBe('sent');
  expect(two.ses.asked).toHaveLength(3);
  expect(two.postmark.asked).toHaveLength(1);
});

test('an attempt that ended in the middle of a send is in doubt as well', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(new Error('killed'));
  await deliver(two, 0);
  await two.here.pauses.pause('provider:ses', { why: 'a mistake is mended' });
  two.here.pass(41);
  await deliver(two, 0); // the lease has run out: now it is noted
  two.here.pass(121);

  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError' });
  expect(two.postmark.asked).toEqual([]);
});

test('one in doubt whose provider sends here no more stays in doubt', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(noAnswer);
  await deliver(two, 0, ['ses']);
  two.here.pass(120);

  expect(await deliver(two, 0, ['postmark'])).toBe('gave-up-ambiguous');

  expect(await messageOf(two, 0)).toMatchObject({ status: 'unknown', reason: 'ambiguous_send', provider: 'ses' });
  expect(two.postmark.asked).toEqual([]);
});

test('while all are paused everything waits, nothing is lost, and the first that opens sends it', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('quota'));
  two.postmark.answerNext(notNow('paused'));

  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError', stopBatch: true });
  expect(await deliver(two, 1)).toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: pauseSeconds });
  expect(await messageOf(two, 1)).toMatchObject({ status: 'queued', attempts: 0 });
  two.here.pass(pauseSeconds);

  expect(await deliver(two, 0)).toBe('sent');
  expect(await deliver(two, 1)).toBe('sent');
});

test('a rate that is too high is waited for, and goes by nobody else', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('throttled'));

  expect(await deliver(two, 0)).toMatchObject({ name: 'RetryableError' });
  expect(two.postmark.asked).toEqual([]);
});

test('one that is down is asked three times, left alone for a minute, and tried by one message then', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('unavailable'), notNow('unavailable'), notNow('unavailable'));

  for (const index of [0, 1, 2, 3]) expect(await deliver(two, index)).toBe('sent');
  expect([two.ses.asked.length, two.postmark.asked.length]).toEqual([3, 4]);
  expect(await two.here.pauses.find('provider:ses')).toMatchObject({ why: 'it is down: SES says: unavailable' });
  two.here.pass(60);
  expect(await deliver(two, 4)).toBe('sent');

  expect(two.ses.asked).toHaveLength(4);
  expect(await two.here.pauses.find('provider:ses')).toBeUndefined();
});

test('a recipient whom the first does not know yet is reached by the second', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('recipient-unverified'));

  expect(await deliver(two, 0)).toBe('sent');
  expect(await two.here.pauses.find('unverified-recipients')).toBeUndefined();
});

test('what the second refuses for good is asked of nobody else', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('quota'));
  two.postmark.answerNext({ outcome: 'rejected', reason: 'provider_rejected', detail: 'no such address' });

  expect(await deliver(two, 0)).toBe('rejected');
});

test('a pause from when there was one provider ends with what any of them sends', async () => {
  const two = await aWorldWithTwo();
  two.ses.answerNext(notNow('quota'));
  await deliver(two, 0, ['ses']);
  expect(await two.here.pauses.find('email')).toBeDefined();
  two.here.pass(pauseSeconds);

  expect(await deliver(two, 0)).toBe('sent');
  expect(await two.here.pauses.find('email')).toBeUndefined();
});

test('an SMS that changes providers is paid for and counted once', async () => {
  const two = await aWorldWithTwo();
  two.sns.answerNext(notNow('quota'));

  expect(await deliver(two, 0, ['sns', 'twilio'])).toBe('sent');
  expect(await deliver(two, 1, ['sns', 'twilio'])).toBe('sent');

  expect([two.sns.asked.length, two.twilio.asked.length]).toEqual([1, 2]);
  expect(two.measured.filter((name) => name === 'SmsSent')).toHaveLength(2);
  const { bill } = (await messageOf(two, 0, 'sms')) ?? {};
  const share = { segments: 1, cost: 0, budget: 1e9, windows: [], at: two.here.now() };
  const { spent } = (await two.here.meter.decide(share)) as { spent: number };
  expect(spent).toBe(Math.round(2 * 1e6 * (bill?.estimatedUsd ?? 0)));
});

test('an SMS in doubt is sent by nobody again', async () => {
  const two = await aWorldWithTwo();
  two.sns.answerNext(noAnswer);
  await deliver(two, 0, ['sns', 'twilio']);
  two.here.pass(120);

  expect(await deliver(two, 0, ['sns', 'twilio'])).toBe('gave-up-ambiguous');
  expect(two.twilio.asked).toEqual([]);
});
