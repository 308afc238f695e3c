import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { activeSecrets, printSecret, webhookSecret } from '../../../core/webhooks/rules/secret.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';
import { runs } from '../../runs.ts';

const anyMaster = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyWebhook = fc.record({ id: fc.string(), generation: fc.nat(5) });
const anyBody = fc.dictionary(fc.string(), fc.string()).map((body) => JSON.stringify(body));

test('what is signed is verified by the package of the specification, with each secret that signs and with no other', () => {
  fc.assert(
    fc.property(anyMaster, anyWebhook, anyBody, fc.string(), (master, webhook, body, other) => {
      const now = new Date(); // the package looks at the clock itself
      const rotating = { ...webhook, generation: webhook.generation + 1, previousUntil: new Date(now.getTime() + 1000) };
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

test('the secret before signs until its time is up, and not before there was one', () => {
  const master = new Uint8Array(32);
  const until = new Date('2030-03-16T12:00:00.000Z');
  const at = (instant: string, generation = 1) =>
    activeSecrets(master, { id: 'wh_1', generation, previousUntil: until }, new Date(instant)).length;

  expect(at('2030-03-16T11:59:59.999Z')).toBe(2);
  expect(at('2030-03-16T12:00:00.000Z')).toBe(1);
  expect(at('2030-03-16T11:00:00.000Z', 0)).toBe(1);
});
