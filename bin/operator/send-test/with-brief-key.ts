import type { ApiKeys } from '../../../core/access/ports/access.ts';
import { newApiKey } from '../new-api-key.ts';

const name = 'bellhop test (removed by itself)';
/** What an earlier test that was killed has left is older than any test takes. */
const leftOverMs = 60 * 60_000;

/** Makes a live key, hands it over, and removes it whatever happens; also what a test that was killed has left. */
export async function withBriefKey<Result>(
  { apiKeys, now }: { apiKeys: ApiKeys; now: () => Date },
  use: (secret: string) => Promise<Result>,
): Promise<Result> {
  const listed = await apiKeys.list();
  const leftOver = listed.filter((key) => key.name === name && key.createdAt.getTime() < now().getTime() - leftOverMs);
  for (const { id } of leftOver) await apiKeys.remove(id);

  const { secret, key } = newApiKey(name, 'live', now());
  await apiKeys.add(key);
  try {
    return await use(secret);
  } finally {
    await apiKeys.remove(key.id);
  }
}
