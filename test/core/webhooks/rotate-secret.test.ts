import { createWebhook, rotateWebhookSecret } from '../../../core/webhooks/webhooks.ts';
import { world } from '../../world.ts';

test('a secret that is rotated too often in a day is refused, with the moment from which it may be, and all before still sign', async () => {
  const here = world();
  const deps = { ...here, secret: here.signingSecret, targets: { refusalOf: async () => undefined }, newSeed: () => 'seed' };
  const { id } = await createWebhook({ url: 'https://app.example.com/', events: ['*'] }, deps);
  const answers = [];
  for (let n = 0; n < 4; n += 1) answers.push(await rotateWebhookSecret(id, deps));

  await expect(rotateWebhookSecret(id, deps)).rejects.toMatchObject({
    code: 'webhook_secrets_full',
    message: expect.stringContaining(String(answers[0]?.previous_secret_until)),
  });

  expect(new Set(answers.map(({ secret }) => secret)).size).toBe(4);
  expect((await here.webhooks.find(id))?.earlier?.map(({ generation }) => generation)).toEqual([3, 2, 1, 0]);
});
