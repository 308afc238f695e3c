import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { SuppressionReason } from '../../../contract/suppressions/suppressions.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { addSuppression, listSuppressions, removeSuppression } from '../../../core/suppressions/suppressions.ts';
import { aMessage, aMoment, aNotification, notificationId, type World, world } from '../../world.ts';

const email: DeliverMessage = { version: 1, notificationId: notificationId('n1'), channel: 'email' };

async function aWorldWithAnEmail(change: Parameters<typeof aNotification>[0] = {}): Promise<World> {
  const here = world();
  const entry = { notification: aNotification(change), messages: [aMessage()], expiresAt: new Date('2031-01-01T00:00:00Z') };
  await here.ledger.enter(entry);
  return here;
}

const renderEmail = () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' });
const limits = { leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 14_400 };
const links = { queue: 'email' as const, workflows: new Map(), apiUrl: 'https://api.example.com' };
const deliver = (here: World) =>
  deliverEmail(email, { ...here, ...limits, ...links, unsubscribeSecret: here.signingSecret, renderEmail });
const stored = async (here: World) => (await here.ledger.read(email.notificationId))?.messages[0];

test.each([
  ['bounce', 'suppressed_bounce'],
  ['complaint', 'suppressed_complaint'],
  ['unsubscribe', 'suppressed_unsubscribe'],
  ['manual', 'suppressed_manual'],
  ['opt_out', 'sms_opted_out'],
] as const)('nothing is sent to an address that is suppressed for %s, and the message says so', async (reason, shown) => {
  const here = await aWorldWithAnEmail();
  await here.suppressions.add({ address: 'ADA@example.com', reason, source: 'api', at: aMoment });

  expect(await deliver(here)).toBe('suppressed');
  expect(await deliver(here)).toBe('finished-before');

  expect(here.emailProvider.asked).toEqual([]);
  expect(await stored(here)).toMatchObject({ status: 'suppressed', reason: shown });
});

test('every reason for a suppression is tried above', () => {
  expect(SuppressionReason.options).toEqual(['bounce', 'complaint', 'unsubscribe', 'manual', 'opt_out']);
});

test("a test key's e-mail meets the suppression as well", async () => {
  const here = await aWorldWithAnEmail({ test: true });
  await here.suppressions.add({ address: 'ada@example.com', reason: 'bounce', source: 'provider', at: aMoment });

  expect(await deliver(here)).toBe('suppressed');
});

test('an address that is let go again is sent to', async () => {
  const here = await aWorldWithAnEmail();
  await addSuppression({ address: 'ada@example.com', reason: 'manual' }, here);
  await removeSuppression('Ada@example.com', here);

  expect(await deliver(here)).toBe('sent');
});

test('an e-mail in doubt is not sent once more to an address that has complained meanwhile', async () => {
  const here = await aWorldWithAnEmail();
  here.emailProvider.answerNext({ outcome: 'unknown', detail: 'no answer' });
  await expect(deliver(here)).rejects.toThrow();
  await here.suppressions.add({ address: 'ada@example.com', reason: 'complaint', source: 'provider', at: aMoment });
  here.pass(121);

  expect(await deliver(here)).toBe('suppressed');
  expect(here.emailProvider.asked).toHaveLength(1);
});

test('the list answers with what the API promises', async () => {
  const here = world();
  await addSuppression({ address: 'ada@example.com', reason: 'manual' }, here);

  expect(await listSuppressions({ limit: 25 }, here)).toEqual({
    data: [{ address: 'ada@example.com', reason: 'manual', source: 'api', created_at: aMoment.toISOString() }],
  });
});

test('the list of one reason has all of that reason, page by page, and no other', async () => {
  const here = world();
  for (let number = 0; number < 60; number += 1) {
    const reason = number % 20 === 0 ? 'bounce' : 'manual';
    here.pass(1);
    await here.suppressions.add({ address: `a${number}@example.com`, reason, source: 'api', at: here.now() });
  }

  const addresses: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSuppressions({ limit: 2, reason: 'bounce', cursor }, here);
    addresses.push(...page.data.map(({ address }) => address));
    cursor = page.next_cursor;
  } while (cursor !== undefined);

  expect(addresses).toEqual(['a40@example.com', 'a20@example.com', 'a0@example.com']);
});

test('what is not suppressed cannot be let go', async () => {
  await expect(removeSuppression('ada@example.com', world())).rejects.toMatchObject({ code: 'not_found' });
});
