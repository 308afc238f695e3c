import { keepBriefKey, withBriefKey } from '../../bin/operator/api/with-brief-key.ts';
import { fingerprint } from '../../core/publishing/rules/fingerprint.ts';
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

test('two runs that are known as one caller, on two machines, take no key from each other', async () => {
  const { apiKeys, now } = world();
  const run = { apiKeys, command: 'send', now, knownAs: 'key_csv_1' };
  const callerOf = async (secret: string) => (await apiKeys.find(fingerprint(secret)))?.id;

  await withBriefKey(run, async (first) => {
    await withBriefKey(run, async (second) => {
      expect(await second()).not.toBe(await first());
      expect([await callerOf(await first()), await callerOf(await second())]).toEqual(['key_csv_1', 'key_csv_1']);
    });
    expect(await callerOf(await first())).toBe('key_csv_1');
  });

  expect(await apiKeys.list()).toEqual([]);
});

test('a run of more than an hour goes on with keys that no other command takes for left over', async () => {
  const { apiKeys, now, pass } = world();
  const other = { apiKeys, command: 'why', now };

  await withBriefKey({ apiKeys, command: 'send', now }, async (secret) => {
    for (const _ of Array.from({ length: 5 })) {
      pass(29 * 60);
      await secret();
      await withBriefKey(other, async () => {});
      expect(await apiKeys.find(fingerprint(await secret()))).toBeDefined();
    }
  });
});
