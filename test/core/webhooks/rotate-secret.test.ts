import { rotateWebhookSecret } from '../../../core/webhooks/rotate-secret.ts';
import { createWebhook } from '../../../core/webhooks/webhooks.ts';
import { webhooksOff } from '../../../core/webhooks/webhooks-off.ts';
import { world } from '../../world.ts';

async function arrange() {
  const here = world();
  const deps = { ...here, secret: here.signingSecret, targets: { refusalOf: async () => undefined }, newSeed: () => 'seed' };
  const { id } = await createWebhook({ url: 'https://app.example.com/', events: ['*'] }, deps);
  const rotate = async (keyHeader?: string) => (await rotateWebhookSecret({ id, caller: 'key_1', keyHeader }, deps)).body;
  return { ...here, deps, id, rotate };
}

test('a secret that is rotated too often in a day is refused, with the moment from which it may be, and all before still sign', async () => {
  const { webhooks, id, rotate } = await arrange();
  const answers = [];
  for (let n = 0; n < 4; n += 1) answers.push(await rotate());

  await expect(rotate()).rejects.toMatchObject({
    code: 'webhook_secrets_full',
    message: expect.stringContaining(String(answers[0]?.previous_secret_until)),
  });

  expect(new Set(answers.map(({ secret }) => secret)).size).toBe(4);
  expect((await webhooks.find(id))?.earlier?.map(({ generation }) => generation)).toEqual([3, 2, 1, 0]);
});

test('with a key it is rotated once, and its secret is answered each time, though it lies nowhere', async () => {
  const { webhooks, id, rotate, deps } = await arrange();
  const remembered: unknown[] = [];
  const complete = deps.idempotency.complete;
  deps.idempotency.complete = (done) => complete(remembered[remembered.push(done) - 1] as typeof done);

  const [first, again] = [await rotate('k1'), await rotate('k1')];
  const later = await rotate('k2');
  const old = await rotate('k1');

  expect(again.secret).toBe(first.secret);
  expect(old.secret).toBe(first.secret);
  expect(later.secret).not.toBe(first.secret);
  expect((await webhooks.find(id))?.generation).toBe(2);
  expect(remembered).toHaveLength(2);
  expect(JSON.stringify(remembered)).not.toContain('whsec_');
});

test('a call that was cut off after it had rotated rotates nothing when it comes again', async () => {
  const { webhooks, id, rotate, deps } = await arrange();
  const { complete } = deps.idempotency;
  deps.idempotency.complete = () => Promise.reject(new Error('cut off'));
  await expect(rotate('k1')).rejects.toThrow('cut off');
  deps.idempotency.complete = complete;

  await rotate('k1');

  expect((await webhooks.find(id))?.generation).toBe(1);
});

test('where webhooks are off, a secret that is refused is not rotated either', async () => {
  const { webhooks, id, deps } = await arrange();

  const call = rotateWebhookSecret({ id, caller: 'key_1', keyHeader: undefined }, { ...deps, secret: webhooksOff.secret });

  await expect(call).rejects.toMatchObject({ code: 'webhooks_off' });
  expect((await webhooks.find(id))?.generation).toBe(0);
});
