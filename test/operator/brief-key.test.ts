import { keepBriefKey } from '../../bin/operator/api/with-brief-key.ts';
import { world } from '../world.ts';

test('a command that runs for hours has another key every half hour, the one before is good until then, and none stays', async () => {
  const { apiKeys, now, pass } = world();
  const key = keepBriefKey({ apiKeys, command: 'console', now });
  const listed = async () => (await apiKeys.list()).length;
  const first = await key.secret();

  expect(await key.secret()).toBe(first);
  pass(30 * 60);
  const second = await key.secret();
  expect(second).not.toBe(first);
  expect(await listed()).toBe(2);
  pass(30 * 60);
  await key.secret();
  expect(await listed()).toBe(2);

  await key.remove();
  expect(await listed()).toBe(0);
});

test('a key that could not be made is asked for again', async () => {
  const { apiKeys, now } = world();
  let failures = 1;
  const failing = {
    ...apiKeys,
    async add(added: Parameters<typeof apiKeys.add>[0]) {
      if (failures-- > 0) throw new Error('no answer');
      await apiKeys.add(added);
    },
  };
  const key = keepBriefKey({ apiKeys: failing, command: 'console', now });

  await expect(key.secret()).rejects.toThrow('no answer');
  expect(await key.secret()).toMatch(/^bh_live_/);
});
