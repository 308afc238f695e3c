import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { receiveReceipt } from '../../../core/feedback/receive-receipt.ts';
import { aMessage, aNotification, notificationId, type World, world } from '../../world.ts';

const call = { url: 'https://api.example.com/v1/receipts/twilio', body: '', header: () => undefined };
const delivered: ProviderReceipt = {
  id: 'd',
  channel: 'sms',
  providerId: 'SM1',
  notificationId: notificationId('n1'),
  status: 'delivered',
  detail: 'it arrived',
};

async function receive(read: ProviderReceipt | 'forged' | 'on-its-way' | undefined, status: 'sent' | 'unknown' = 'sent') {
  const here = world();
  const messages = [aMessage({ channel: 'sms', status, address: '+447700900123' })];
  await here.ledger.enter({ notification: aNotification(), messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  const measured: string[] = [];
  const receipts = read === undefined ? undefined : { read: async () => read };
  const outcome = receiveReceipt(call, { ...here, receipts, measure: (name) => void measured.push(name) });
  return { outcome, measured, sms: async () => (await here.ledger.read(notificationId('n1')))?.messages[0] };
}

test('an SMS whose answer was lost is known by our own id, and is delivered', async () => {
  const { outcome, sms, measured } = await receive(delivered, 'unknown');

  expect(await outcome).toBe('recorded');
  expect(await sms()).toMatchObject({ status: 'delivered', providerId: 'SM1' });
  expect(measured).toEqual([]);
});

test('one that failed is counted for the alarm', async () => {
  const { outcome, sms, measured } = await receive({ ...delivered, status: 'failed', reason: 'unreachable' });

  expect(await outcome).toBe('recorded');
  expect(await sms()).toMatchObject({ status: 'failed', reason: 'unreachable' });
  expect(measured).toEqual(['SmsFailed']);
});

test('a forged call is refused, and changes nothing', async () => {
  const { outcome, sms } = await receive('forged');

  await expect(outcome).rejects.toMatchObject({ code: 'signature_invalid' });
  expect(await sms()).toMatchObject({ status: 'sent' });
});

test('what is no end changes nothing, and where another provider sends there is nothing to tell', async () => {
  expect(await (await receive('on-its-way')).outcome).toBe('on-its-way');
  await expect((await receive(undefined)).outcome).rejects.toMatchObject({ code: 'not_found' });
});

describe('of an e-mail', () => {
  const email = { ...delivered, channel: 'email' as const, providerId: 'pm-1' };
  const hardBounce = {
    ...email,
    id: 'b',
    status: 'bounced' as const,
    reason: 'hard_bounce' as const,
    address: 'Ada@example.com',
  };

  async function aWorldWithEmail() {
    const here = world();
    const messages = [aMessage({ channel: 'email', status: 'sent', address: 'ada@example.com' })];
    await here.ledger.enter({ notification: aNotification(), messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
    return here;
  }

  async function receiveEmail(here: World, read: ProviderReceipt) {
    const outcome = await receiveReceipt(call, { ...here, receipts: { read: async () => read }, measure: () => {} });
    return { outcome, message: (await here.ledger.read(notificationId('n1')))?.messages[0] };
  }

  test('a delivery ends it, and counts for the sender', async () => {
    const here = await aWorldWithEmail();

    const { outcome, message } = await receiveEmail(here, email);

    expect(outcome).toBe('recorded');
    expect(message).toMatchObject({ status: 'delivered', providerId: 'pm-1' });
    expect(await here.tallies.sum(here.now())).toEqual({ delivered: 1, bounced: 0, complained: 0 });
  });

  test.each([
    [hardBounce, 'bounced', 'bounce', { delivered: 0, bounced: 1, complained: 0 }],
    [
      { ...email, id: 'c', status: 'complained', reason: 'complaint' },
      'complained',
      'complaint',
      { delivered: 0, bounced: 0, complained: 1 },
    ],
  ] as const)(
    'one that says $reason suppresses its address, and counts once however often it comes',
    async (receipt, status, reason, tally) => {
      const here = await aWorldWithEmail();

      const { message } = await receiveEmail(here, receipt);
      const { outcome: again } = await receiveEmail(here, receipt);

      expect(message).toMatchObject({ status, reason: receipt.reason });
      expect(again).toBe('repeated');
      expect(await here.suppressions.find('ada@example.com')).toMatchObject({ reason, source: 'provider' });
      expect(await here.tallies.sum(here.now())).toEqual(tally);
    },
  );

  test('a bounce has another channel looked for, and too many pause bulk e-mail', async () => {
    const here = await aWorldWithEmail();
    await here.tallies.count('bounced', here.now(), 20);

    await receiveEmail(here, hardBounce);

    expect(here.ingest.drain()).toMatchObject([{ type: 'fall-back', channel: 'email' }]);
    expect(await here.pauses.find('bulk-email')).toMatchObject({ why: expect.stringContaining('bounced') });
  });

  test('a soft bounce is an end that suppresses nothing', async () => {
    const here = await aWorldWithEmail();

    const { message } = await receiveEmail(here, { ...hardBounce, reason: 'soft_bounce' });

    expect(message).toMatchObject({ status: 'bounced', reason: 'soft_bounce' });
    expect(await here.suppressions.find('ada@example.com')).toBeUndefined();
    expect(await here.tallies.sum(here.now())).toEqual({ delivered: 0, bounced: 0, complained: 0 });
  });

  test('one about another address changes nothing', async () => {
    const here = await aWorldWithEmail();

    const { outcome, message } = await receiveEmail(here, { ...hardBounce, address: 'eve@example.com' });

    expect([outcome, message?.status]).toEqual(['foreign', 'sent']);
    expect(await here.suppressions.find('ada@example.com')).toBeUndefined();
    expect(await here.suppressions.find('eve@example.com')).toBeUndefined();
  });
});
