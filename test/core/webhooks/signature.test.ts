import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import type { Webhook as Stored } from '../../../core/webhooks/ports/webhooks.ts';
import { activeSecrets, mostSecrets, printSecret, rotated, webhookSecret } from '../../../core/webhooks/rules/secret.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';
import { runs } from '../../runs.ts';

type Signed = Pick<Stored, 'id' | 'generation' | 'earlier'>;

const anyMaster = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyWebhook = fc.record({ id: fc.string(), generation: fc.nat(5) });
const anyBody = fc.dictionary(fc.string(), fc.string()).map((body) => JSON.stringify(body));

test('what is signed is verified by the package of the specification, with each secret that signs and with no other', () => {
  fc.assert(
    fc.property(anyMaster, anyWebhook, anyBody, fc.string(), (master, webhook, body, other) => {
      const now = new Date(); // the package looks at the clock itself
      const rotating = rotated(webhook, now) ?? webhook;
      const headers = webhookHeaders({ id: 'evt_1', at: now, body }, activeSecrets(master, rotating, now));
      const verify = (secret: Uint8Array) => new Webhook(printSecret(secret)).verify(body, headers);

      expect(verify(webhookSecret(master, webhook))).toEqual(JSON.parse(body));
      expect(verify(webhookSecret(master, rotating))).toEqual(JSON.parse(body));
      expect(() => verify(webhookSecret(master, { ...webhook, id: `${webhook.id}${other}x` }))).toThrow('No matching');
      expect(() => new Webhook(printSecret(webhookSecret(master, webhook))).verify(`${body} `, headers)).toThrow('No matching');
    }),
    { numRuns: runs(100) },
  );
});

const master = new Uint8Array(32);
const dayMs = 24 * 3_600_000;
const start = new Date('2030-03-15T12:00:00.000Z');
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

test('a receiver that knows the first secret takes what comes for a day, however often it is rotated in that', () => {
  const first = { id: 'wh_1', generation: 0 };
  const once = rotated<Signed>(first, start);
  const twice = once && rotated(once, after(1000));
  const signing = (at: Date) => twice && activeSecrets(master, twice, at);
  const secrets = [2, 1, 0].map((generation) => webhookSecret(master, { id: 'wh_1', generation }));

  expect(signing(after(dayMs - 1))).toEqual(secrets);
  expect(signing(after(dayMs))).toEqual(secrets.slice(0, 2));
  expect(signing(after(dayMs + 1000))).toEqual(secrets.slice(0, 1));
  expect(activeSecrets(master, first, start)).toEqual(secrets.slice(2));
});

test('no more secrets sign at once than five, and another is made when the oldest ends', () => {
  let webhook: Signed | undefined = { id: 'wh_1', generation: 0 };
  for (let n = 1; n < mostSecrets; n += 1) webhook = webhook && rotated(webhook, after(n));

  expect(webhook && activeSecrets(master, webhook, after(mostSecrets))).toHaveLength(5);
  expect(webhook && rotated(webhook, after(dayMs))).toBeUndefined();
  expect(webhook && rotated(webhook, after(dayMs + 1))).toMatchObject({ generation: 5, earlier: { length: 4 } });
});
