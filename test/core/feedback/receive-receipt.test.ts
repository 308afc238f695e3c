import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { receiveReceipt } from '../../../core/feedback/receive-receipt.ts';
import { aMessage, aNotification, notificationId, world } from '../../world.ts';

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
