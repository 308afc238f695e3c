import type { DeliverMessage } from '../../../../contract/delivery/deliver-message.ts';
import type { SmsTerms } from '../../../../core/channels/sms/admit-sms.ts';
import { deliverSms } from '../../../../core/channels/sms/deliver-sms.ts';
import type { SmsMeter } from '../../../../core/channels/sms/ports/sms-meter.ts';
import { fallBack } from '../../../../core/delivery/fall-back.ts';
import type { MessageRecord, NotificationRecord } from '../../../../core/delivery/ports/records.ts';
import { recordReceipt } from '../../../../core/feedback/record-receipt.ts';
import { readNotification } from '../../../../core/publishing/read-notification.ts';
import { workflowByKey } from '../../../../workflows/workflow-by-key.ts';
import { aMessage, aNotification, notificationId, smsTerms, type World, world } from '../../../world.ts';

const expiresAt = new Date('2031-01-01T00:00:00Z');
const contact = { email: 'ada@example.com', phone: '+447700900123' };

type Scene = { here: World; terms: SmsTerms; measured: number[]; sent: number[]; meter?: SmsMeter };

async function aScene(changes: Partial<SmsTerms> = {}, user: Partial<typeof contact> = contact): Promise<Scene> {
  const here = world();
  await here.users.upsert('ada', user, here.now());
  return { here, terms: smsTerms(changes), measured: [], sent: [] };
}

/** Enters a notification whose SMS waits to be sent. */
async function enter(
  { here }: Scene,
  name: string,
  change: Partial<NotificationRecord> = {},
  address = contact.phone,
  others: MessageRecord[] = [],
) {
  const notification = aNotification({
    id: notificationId(name),
    workflow: 'message',
    data: { title: 'Hello', body: 'First.' },
    explanation: [{ channel: 'sms', decision: 'send', because: 'asked for' }],
    ...change,
  });
  const messages = [aMessage({ notificationId: notification.id, channel: 'sms', address }), ...others];
  await here.ledger.enter({ notification, messages, expiresAt });
  return notification.id;
}

/** Delivers an SMS, and then looks for what may take its place, as the ingest queue's function does. */
async function deliver(scene: Scene, id: string) {
  try {
    return await deliverOnly(scene, id);
  } finally {
    await workOffFallbacks(scene);
  }
}

async function workOffFallbacks({ here }: Scene): Promise<void> {
  for (const message of here.ingest.drain())
    if (message.type === 'fall-back') await fallBack(message, { ...here, workflows: workflowByKey });
}

function deliverOnly({ here, terms, measured, sent, meter = here.meter }: Scene, id: string) {
  const message: DeliverMessage = { version: 1, notificationId: id, channel: 'sms' };
  const measure = (name: string, value: number) => void (name === 'SmsSent' ? sent : measured).push(value);
  const rest = {
    workflows: workflowByKey,
    terms,
    measure,
    meter,
    leaseSeconds: 40,
    ambiguousWaitSeconds: 120,
    retryWindowSeconds: 4 * 3600,
    pauseSeconds: 900,
  };
  return deliverSms(message, { ...here, ...rest });
}

async function storyOf({ here }: Scene, id: string) {
  const { notification, messages = [] } = (await here.ledger.read(id)) ?? {};
  return { explanation: notification?.explanation, on: (channel: string) => messages.find((each) => each.channel === channel) };
}

test('an SMS that is sent is paid once, and reported as a share of the budget', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');

  expect(await deliver(scene, id)).toBe('sent');
  expect(await deliver(scene, id)).toBe('finished-before');

  expect(scene.measured).toEqual([10]);
  expect(scene.sent).toEqual([1]);
});

test("the account's own limit counts where it is the lower one, as nothing is delivered beyond it", async () => {
  const budget = await aScene();
  const low = await aScene({ accountLimitUsd: budget.terms.monthlyBudgetUsd / 2 });
  const high = await aScene({ accountLimitUsd: budget.terms.monthlyBudgetUsd * 2 });

  for (const scene of [low, high]) await deliver(scene, await enter(scene, 'n1'));

  expect(low.measured).toEqual([20]);
  expect(high.measured).toEqual([10]);
});

test('an SMS tells what it is billed by, and what its receipt says that it cost', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1', { data: { title: 'Hello', body: 'x'.repeat(200) } });
  const billOf = async () => (await readNotification(id, scene.here)).messages[0]?.sms;
  expect(await billOf()).toBeUndefined();

  await deliver(scene, id);
  expect(await billOf()).toEqual({ segments: 2, estimated_usd: 0.2 });

  const providerId = (await storyOf(scene, id)).on('sms')?.providerId ?? '';
  const receipt = { id: 'r1', channel: 'sms', providerId, status: 'delivered', billedUsd: 0.0832, detail: 'it arrived' } as const;
  await recordReceipt(receipt, scene.here.now(), { ...scene.here, measure: () => {} });

  expect(await billOf()).toEqual({ segments: 2, estimated_usd: 0.2, billed_usd: 0.0832 });
});

test('an SMS that expires in its queue gives back the money that was reserved for it', async () => {
  const scene = await aScene({ monthlyBudgetUsd: 0.1 });
  const id = await enter(scene, 'n1', { goodUntil: new Date('2030-03-15T12:00:05.000Z') });
  scene.here.acquirePermit.refuseNext(7);
  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  scene.here.pass(5);

  expect(await deliver(scene, id)).toBe('expired');

  expect(await deliver(scene, await enter(scene, 'n2'))).toBe('sent');
});

test('so does an SMS whose number is suppressed while it waits', async () => {
  const scene = await aScene({ monthlyBudgetUsd: 0.1 });
  const id = await enter(scene, 'n1');
  scene.here.acquirePermit.refuseNext(7);
  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  await scene.here.suppressions.add({ address: contact.phone, reason: 'manual', source: 'api', at: scene.here.now() });

  expect(await deliver(scene, id)).toBe('suppressed');

  expect(await deliver(scene, await enter(scene, 'n2', {}, '+447700900456'))).toBe('sent');
});

test('the budget is filled, and what goes over it is skipped and becomes an e-mail, once', async () => {
  const scene = await aScene({ monthlyBudgetUsd: 0.25 });
  const ids = [await enter(scene, 'n1'), await enter(scene, 'n2'), await enter(scene, 'n3')];

  const outcomes = await Promise.all(ids.map((id) => deliver(scene, id)));

  expect(outcomes.sort()).toEqual(['sent', 'sent', 'skipped']);
  expect(scene.here.smsProvider.asked).toHaveLength(2);
  expect(scene.here.email.sent).toHaveLength(1);
  expect(Math.max(...scene.measured)).toBeCloseTo(120);
  const skipped = scene.here.email.sent[0]?.notificationId ?? '';
  const { on, explanation } = await storyOf(scene, skipped);
  expect(on('sms')).toMatchObject({ status: 'skipped', reason: 'budget_exceeded' });
  expect(on('sms')?.events.at(-1)?.detail).toBe('an e-mail takes its place');
  expect(on('sms')?.events.at(-2)?.detail).toBe("the month's SMS budget of $0.25 does not cover it");
  expect(on('email')).toMatchObject({ status: 'queued', address: contact.email });
  expect(explanation?.at(-1)).toMatchObject({ channel: 'email', decision: 'send', instead_of: 'sms' });
});

test('an SMS that costs more a segment than the owner pays is skipped with a reason before it is sent, as SNS would drop it in silence', async () => {
  const scene = await aScene({ maxSegmentUsd: 0.09 });
  const id = await enter(scene, 'n1');

  expect(await deliver(scene, id)).toBe('skipped');

  expect(scene.here.smsProvider.asked).toEqual([]);
  const { on } = await storyOf(scene, id);
  expect(on('sms')).toMatchObject({ status: 'skipped', reason: 'price_exceeded' });
  expect(
    on('sms')
      ?.events.slice(-2)
      .map(({ detail }) => detail),
  ).toEqual(['a segment to GB costs about $0.1, and smsMaxPriceUsd is $0.09', 'an e-mail takes its place']);
  expect(scene.measured).toEqual([]);
});

test('SNS is told the most for all parts together', async () => {
  const scene = await aScene();

  await deliver(scene, await enter(scene, 'n1', { data: { title: 'Hello', body: 'word '.repeat(40) } }));

  expect(scene.here.smsProvider.asked).toMatchObject([{ maxPriceUsd: 0.4 }]);
});

test('what goes by e-mail anyway is not sent by e-mail twice', async () => {
  const scene = await aScene({ countries: [] });
  const sms = { channel: 'sms', decision: 'send', because: 'asked for' } as const;
  const id = await enter(scene, 'n1', { explanation: [{ ...sms, channel: 'email' }, sms] }, contact.phone, [
    aMessage({ status: 'sent' }),
  ]);

  expect(await deliver(scene, id)).toBe('skipped');

  expect(scene.here.email.sent).toEqual([]);
  expect((await storyOf(scene, id)).on('sms')?.events.at(-1)?.detail).toMatch(/an e-mail has it as well$/);
});

test('a user without an e-mail address finds it in the inbox', async () => {
  const scene = await aScene({ countries: ['US'] }, { phone: contact.phone });
  const id = await enter(scene, 'n1');

  expect(await deliver(scene, id)).toBe('skipped');

  const state = await scene.here.feed.state('ada', { fresh: true });
  const { items } = await scene.here.feed.page({ userId: 'ada', state, status: 'all', archived: false, limit: 10 });
  expect(items).toMatchObject([{ notificationId: id, title: 'Hello', body: 'First.' }]);
  expect((await storyOf(scene, id)).on('sms')).toMatchObject({ reason: 'country_blocked' });
});

test('an SMS that the provider rejects becomes an e-mail', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');
  scene.here.smsProvider.answerNext({ outcome: 'rejected', reason: 'provider_rejected', detail: 'no such number' });

  expect(await deliver(scene, id)).toBe('rejected');

  expect(scene.here.email.sent).toEqual([{ version: 1, notificationId: id, channel: 'email' }]);
  expect((await storyOf(scene, id)).on('sms')).toMatchObject({ status: 'failed', reason: 'provider_rejected' });
  expect((await storyOf(scene, id)).on('sms')?.events.at(-1)?.detail).toBe('an e-mail takes its place');
});

test('an SMS to a suppressed number becomes an e-mail', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');
  await scene.here.suppressions.add({ address: contact.phone, reason: 'opt_out', source: 'provider', at: scene.here.now() });

  expect(await deliver(scene, id)).toBe('suppressed');

  expect(scene.here.email.sent).toHaveLength(1);
  expect((await storyOf(scene, id)).on('sms')?.events.at(-1)?.detail).toBe('an e-mail takes its place');
});

test('a rejection is noted even when nobody can be told to look for another channel, and the next attempt tells them', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');
  scene.here.smsProvider.answerNext({ outcome: 'rejected', reason: 'provider_rejected', detail: 'no such number' });
  scene.here.ingest.refuseNext();

  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  expect((await storyOf(scene, id)).on('sms')).toMatchObject({ status: 'failed', reason: 'provider_rejected' });
  expect(scene.here.email.sent).toEqual([]);

  expect(await deliver(scene, id)).toBe('finished-before');
  expect(scene.here.smsProvider.asked).toHaveLength(1);
  expect(scene.here.email.sent).toHaveLength(1);
});

test('a user who is gone gets nothing, and nothing fails', async () => {
  const scene = await aScene({ countries: [] });
  const id = await enter(scene, 'n1', { userId: 'gone' });

  expect(await deliver(scene, id)).toBe('skipped');
  expect(scene.here.email.sent).toEqual([]);
});

test('pumping over a range of numbers is throttled', async () => {
  const scene = await aScene({ limits: { perNumber: { anHour: 9, aDay: 9 }, perPrefix: { anHour: 2, aDay: 9 } } });
  const outcomes = [];
  for (const last of [1, 2, 3]) outcomes.push(await deliver(scene, await enter(scene, `n${last}`, {}, `+44740012300${last}`)));

  expect(outcomes).toEqual(['sent', 'sent', 'skipped']);
  expect((await storyOf(scene, notificationId('n3'))).on('sms')).toMatchObject({ reason: 'throttled' });
});

test('urgent SMS stop with the budget too, unless the owner says otherwise', async () => {
  const strict = await aScene({ monthlyBudgetUsd: 0.05 });
  const lenient = await aScene({ monthlyBudgetUsd: 0.05, urgentOverBudget: true });

  expect(await deliver(strict, await enter(strict, 'n1', { priority: 'urgent' }))).toBe('skipped');
  expect(await deliver(lenient, await enter(lenient, 'n1', { priority: 'urgent' }))).toBe('sent');
  expect(await deliver(lenient, await enter(lenient, 'n2', { priority: 'high' }))).toBe('skipped');
  expect(lenient.measured[0]).toBeCloseTo(200);
});

test('a budget of nothing switches SMS off, and rings no alarm', async () => {
  const scene = await aScene({ monthlyBudgetUsd: 0 });

  expect(await deliver(scene, await enter(scene, 'n1'))).toBe('skipped');
  expect(scene.measured).toEqual([]);
});

test('a test key reserves nothing', async () => {
  const scene = await aScene();

  expect(await deliver(scene, await enter(scene, 'n1', { test: true }))).toBe('simulated');
  expect(scene.measured).toEqual([]);
  expect(await spent(scene)).toBe(0);
});

test('what the provider did not take is not paid for, and is paid once when it does', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');
  scene.here.smsProvider.answerNext({ outcome: 'not-now', because: 'throttled', detail: 'later' });

  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await spent(scene)).toBe(0);
  expect(await deliver(scene, id)).toBe('sent');

  expect(await spent(scene)).toBe(100_000);
});

test('a rejected SMS is not paid for, one in doubt is', async () => {
  const scene = await aScene();
  scene.here.smsProvider.answerNext(
    { outcome: 'rejected', reason: 'provider_rejected', detail: 'no' },
    { outcome: 'unknown', detail: 'no answer' },
  );

  expect(await deliver(scene, await enter(scene, 'n1'))).toBe('rejected');
  expect(await spent(scene)).toBe(0);
  await expect(deliver(scene, await enter(scene, 'n2'))).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await spent(scene)).toBe(100_000);
});

test("the provider's answer counts even when the money cannot be given back", async () => {
  const scene = await aScene();
  scene.meter = { ...scene.here.meter, giveBack: () => Promise.reject(new Error('no table')) };
  const id = await enter(scene, 'n1');
  scene.here.smsProvider.answerNext({ outcome: 'not-now', because: 'unavailable', detail: 'later' });

  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await deliver(scene, id)).toBe('sent');

  expect(await spent(scene)).toBe(100_000);
});

test('a crash after the e-mail was entered and before it was queued is made good by the next attempt', async () => {
  const scene = await aScene({ countries: [] });
  const id = await enter(scene, 'n1');
  scene.here.email.refuseNext();

  await expect(deliver(scene, id)).rejects.toMatchObject({ name: 'RetryableError' });
  expect(await deliver(scene, id)).toBe('finished-before');

  expect(scene.here.email.sent).toEqual([{ version: 1, notificationId: id, channel: 'email' }]);
  expect((await storyOf(scene, id)).explanation).toHaveLength(2);
});

/** What this month has come to, in millionths of a dollar. */
async function spent({ here }: Scene): Promise<number> {
  return (
    await here.meter.reserve({ notificationId: notificationId('other'), segments: 0, cost: 0, windows: [], at: here.now() })
  ).spent;
}

test('SMS that their owner has paused stay in their queue, unpaid, until they are resumed', async () => {
  const scene = await aScene();
  const id = await enter(scene, 'n1');
  await scene.here.pauses.pause('sms', { why: 'the sender id is wrong' });

  await expect(deliverOnly(scene, id)).rejects.toMatchObject({ name: 'RetryableError', stopBatch: true, afterSeconds: 900 });
  expect(scene.here.smsProvider.asked).toEqual([]);
  expect(scene.measured).toEqual([]);

  await scene.here.pauses.resume('sms');
  expect(await deliverOnly(scene, id)).toBe('sent');
});
