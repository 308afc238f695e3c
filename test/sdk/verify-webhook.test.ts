import { createHmac } from 'node:crypto';
import { printSecret } from '../../core/webhooks/rules/secret.ts';
import { webhookHeaders } from '../../core/webhooks/rules/signature.ts';
import { verifyWebhook, WebhookError } from '../../sdk/node/index.ts';

const [old, current, foreign] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array];
const event = { id: 'evt_1', type: 'webhook.test', data: { title: 'Grüße' } };
const body = JSON.stringify(event);
const at = new Date('2030-03-15T12:00:00Z');
const headers = webhookHeaders({ id: 'evt_1', at, body }, [old, current]);

test.each([
  ['text and the headers of Node', body, headers],
  ['bytes and the headers of the web', Buffer.from(body), new Headers(headers)],
])('what Bellhop has signed is its event, as %s', (_, sent, under) => {
  expect(verifyWebhook(sent, under, printSecret(current), { now: at })).toEqual(event);
});

test('while a secret is changed, either will do on either side', () => {
  expect(verifyWebhook(body, headers, [printSecret(foreign), printSecret(old)], { now: at })).toEqual(event);
});

test.each<[string, string, Record<string, string>, Uint8Array, string]>([
  ['another body', `${body} `, headers, current, '2030-03-15T12:00:00Z'],
  ['another secret', body, headers, foreign, '2030-03-15T12:00:00Z'],
  ['another event', body, { ...headers, 'webhook-id': 'evt_2' }, current, '2030-03-15T12:00:00Z'],
  ['another time', body, { ...headers, 'webhook-timestamp': '1899806401' }, current, '2030-03-15T12:00:00Z'],
  ['no time', body, { ...headers, 'webhook-timestamp': '' }, current, '2030-03-15T12:00:00Z'],
  ['no signature', body, { 'webhook-id': 'evt_1', 'webhook-timestamp': '1899806400' }, current, '2030-03-15T12:00:00Z'],
  ['what is five minutes old', body, headers, current, '2030-03-15T12:05:01Z'],
  ['what comes from the future', body, headers, current, '2030-03-15T11:54:59Z'],
])('%s is refused', (_, sent, under, secret, now) => {
  expect(() => verifyWebhook(sent, under, printSecret(secret), { now: new Date(now) })).toThrow(WebhookError);
});

test.each(['', 'whsec_', 'whsec_ä', 'no secret!'])(
  'a secret like %j is a fault of the app, and what is signed by it is taken from nobody',
  (secret) => {
    const forged = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`evt_1.1899806400.${body}`);
    const signed = { ...headers, 'webhook-signature': `v1,${forged.digest('base64')}` };

    expect(() => verifyWebhook(body, signed, secret, { now: at })).toThrow(TypeError);
    expect(() => verifyWebhook(body, signed, [printSecret(current), secret], { now: at })).toThrow(TypeError);
  },
);

test('bytes are signed as they came: those that are no text, or begin with a mark of their order, are others', () => {
  const replaced = JSON.stringify({ title: '\ufffd' });
  const signed = webhookHeaders({ id: 'evt_1', at, body: replaced }, [current]);
  const broken = Buffer.from(replaced.replace('\ufffd', '\u00ff'), 'latin1');

  expect(verifyWebhook(Buffer.from(replaced), signed, printSecret(current), { now: at })).toEqual({ title: '\ufffd' });
  for (const sent of [broken, Buffer.from(`\ufeff${replaced}`)])
    expect(() => verifyWebhook(sent, signed, printSecret(current), { now: at })).toThrow(WebhookError);
});
