import type { BellhopClient } from '../../client/client.ts';
import { BellhopError } from '../../client/errors.ts';
import { createPreferences } from '../../client/preferences.ts';

type Answer = Awaited<ReturnType<BellhopClient['preferences']>>;

/** Preferences whose server answers in turn, and what it was asked. */
function aServer(...answers: (Partial<Answer['body']> | BellhopError)[]) {
  const asked: string[] = [];
  let version = 0;
  async function answer(said: string): Promise<Answer> {
    asked.push(said);
    const next = answers.shift() ?? {};
    if (next instanceof BellhopError) throw next;
    version += 1;
    const body = { categories: {}, digest_time: '08:00', digest_day: 'monday' as const, timezone: 'UTC', ...next };
    return { body, etag: `"${version}"`, pollSeconds: undefined };
  }
  const client = {
    preferences: () => answer('read'),
    changePreferences: (patch: unknown, { ifMatch }: { ifMatch?: string } = {}) =>
      answer(`${JSON.stringify(patch)} if ${ifMatch}`),
  } as unknown as BellhopClient;
  return { preferences: createPreferences(client), asked };
}

const changed = () => new BellhopError('precondition_failed', 'it has changed', { status: 412 });

test('they are read, and changed as they were read', async () => {
  const { preferences, asked } = aServer({}, { digest_time: '17:30' });
  await preferences.load();

  expect(await preferences.change({ digest_time: '17:30' })).toBe(true);

  expect(preferences.getState()).toMatchObject({ status: 'ready', preferences: { digest_time: '17:30' } });
  expect(asked).toEqual(['read', '{"digest_time":"17:30"} if "1"']);
});

test('a change made elsewhere meanwhile is kept, and ours is made on it', async () => {
  const { preferences, asked } = aServer({}, changed(), {}, { digest_time: '17:30' });
  await preferences.load();

  expect(await preferences.change({ digest_time: '17:30' })).toBe(true);

  expect(asked.slice(2)).toEqual(['read', '{"digest_time":"17:30"} if "2"']);
});

test('a change that the server refuses leaves what was known, and says why', async () => {
  const { preferences } = aServer({}, new BellhopError('preference_required', 'no', { status: 422 }));
  await preferences.load();

  expect(await preferences.change({ digest_time: '17:30' })).toBe(false);

  expect(preferences.getState()).toMatchObject({
    status: 'failed',
    preferences: { digest_time: '08:00' },
    error: { code: 'preference_required' },
  });
});

test('two changes at once are made one after the other, each on what the other left', async () => {
  const { preferences, asked } = aServer();
  await preferences.load();

  await Promise.all([preferences.change({ digest_time: '07:00' }), preferences.change({ digest_day: 'friday' })]);

  expect(asked).toEqual(['read', '{"digest_time":"07:00"} if "1"', '{"digest_day":"friday"} if "2"']);
});
