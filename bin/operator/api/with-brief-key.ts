import type { ApiKeys } from '../../../core/access/ports/access.ts';
import { newApiKey } from '../new-api-key.ts';

const removed = '(removed by itself)';
/** What an earlier command that was killed has left is older than any command takes. */
const leftOverMs = 60 * 60_000;

/** Makes a live key, hands it over, and removes it whatever happens; also what a command that was killed has left. */
export async function withBriefKey<Result>(
  { apiKeys, command, now }: { apiKeys: ApiKeys; command: string; now: () => Date },
  use: (secret: string) => Promise<Result>,
): Promise<Result> {
  const listed = await apiKeys.list();
  const leftOver = listed.filter((key) => key.name.endsWith(removed) && key.createdAt.getTime() < now().getTime() - leftOverMs);
  for (const { id } of leftOver) await apiKeys.remove(id);

  const { secret, key } = newApiKey(`bellhop ${command} ${removed}`, 'live', now());
  await apiKeys.add(key);
  try {
    return await use(secret);
  } finally {
    await apiKeys.remove(key.id);
  }
}
