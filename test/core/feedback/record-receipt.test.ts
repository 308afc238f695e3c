import type { Reason } from '../../../contract/values.ts';
import type { ProviderReceipt } from '../../../core/delivery/ports/providers.ts';
import { recordReceipt } from '../../../core/feedback/record-receipt.ts';
import { aMessage, aNotification, notificationId, type World, world } from '../../world.ts';

const number = '+447700900123';
const at = new Date('2030-03-15T12:01:00Z');
const delivered: ProviderReceipt = {
  id: 'd',
  channel: 'sms',
  providerId: 'sns-1',
  status: 'delivered',
  billedUsd: 0.04,
  detail: 'it cost $0.04',
};

function failed(reason: Reason): ProviderReceipt {
  return { id: 'f', channel: 'sms', providerId: 'sns-1', status: 'failed', reason, detail: 'the provider could not deliver it' };
}

async function aWorldWithSms(status: 'sending' | 'sent' | 'unknown' = 'sent'): Promise<World & { measured: [string, number][] }> {
  const here = world();
  const messages = [aMessage({ channel: 'sms', status, address: number })];
  await here.ledger.enter({ notification: aNotification(), messages, expiresAt: new Date('2031-01-01T00:00:00Z') });
  await here.sentSms.remember({ providerId: 'sns-1', notificationId: notificationId('n1'), at: here.now() });
  return { ...here, measured: [] };
}

const record = (here: Awaited<ReturnType<typeof aWorldWithSms>>, receipt: ProviderReceipt) =>
  recordReceipt(receipt, at, { ...here, measure: (name, value) => void here.measured.push([name, value]) });
const smsOf = async (here: World) => (await here.ledger.read(notificationId('n1')))?.messages[0];

test.each(['sent', 'sending', 'unknown'] as const)(
  'a receipt ends an SMS that is %s, once however often it comes',
  async (status) => {
    const here = await aWorldWithSms(status);

    expect(await record(here, delivered)).toBe('recorded');
    expect(await record(here, delivered)).toBe('repeated');

    expect(await smsOf(here)).toMatchObject({ status: 'delivered', providerId: 'sns-1' });
    expect((await smsOf(here))?.events.at(-1)).toMatchObject({ at: at.toISOString(), detail: expect.stringContaining('$0.04') });
  },
);

test('an SMS that was dropped failed with its reason', async () => {
  const here = await aWorldWithSms();

  await record(here, failed('price_exceeded'));

  expect(await smsOf(here)).toMatchObject({ status: 'failed', reason: 'price_exceeded' });
  expect(here.measured).toEqual([]);
});

test("what the account's own limit stops sets off the alarm of a spent budget", async () => {
  const here = await aWorldWithSms();

  await record(here, failed('budget_exceeded'));
  await record(here, failed('budget_exceeded'));

  expect(await smsOf(here)).toMatchObject({ status: 'failed', reason: 'budget_exceeded' });
  expect(here.measured).toEqual([['SmsBudgetUsed', 101]]);
});

test('a number that has opted out gets no more, whatever it is sent by', async () => {
  const here = await aWorldWithSms();

  await record(here, failed('sms_opted_out'));

  expect(await here.suppressions.find(number)).toMatchObject({ reason: 'opt_out', notificationId: notificationId('n1') });
});

test('an SMS of somebody else in the account is none of ours', async () => {
  const here = await aWorldWithSms();

  expect(await record(here, { ...delivered, providerId: 'sns-2' })).toBe('elsewhere');
  expect(await smsOf(here)).toMatchObject({ status: 'sent' });
});

test('a number that has texted STOP is suppressed, with the provider whose list it is on', async () => {
  const here = await aWorldWithSms();

  await record(here, { ...failed('sms_opted_out'), listedAt: 'sns' });

  expect(await here.suppressions.find(number)).toMatchObject({ reason: 'opt_out', source: 'provider', listedAt: 'sns' });
});
