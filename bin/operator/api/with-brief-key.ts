import type { ApiKey, ApiKeys } from '../../../core/access/ports/access.ts';
import { newApiKey } from '../new-api-key.ts';

const removed = '(removed by itself)';
/** What an earlier command that was killed has left is older than any key is used for. */
const leftOverMs = 60 * 60_000;
/** A command that runs for hours has another key by then. */
const renewedAfterMs = leftOverMs / 2;

/** `knownAs`: whose calls they are, for a command that has to be known as the same caller when it is repeated, or runs on two machines at once. */
type Deps = { apiKeys: ApiKeys; command: string; now: () => Date; knownAs?: string | undefined };

/** Makes a live key, hands it over, and removes it whatever happens; also what a command that was killed has left. */
export async function withBriefKey<Result>(deps: Deps, use: (secret: BriefKey['secret']) => Promise<Result>): Promise<Result> {
  const brief = keepBriefKey(deps);
  try {
    await brief.secret();
    return await use(brief.secret);
  } finally {
    await brief.remove();
  }
}

/** A live key for a command that runs until it is stopped: another every half hour, and the one before is good for as long again. */
export type BriefKey = { secret: () => Promise<string>; remove: () => Promise<void> };

/** Keeps such a key. It is made when it is first asked for. */
export function keepBriefKey({ apiKeys, command, now, knownAs }: Deps): BriefKey {
  const ids: string[] = [];
  let current: { secret: Promise<string>; at: Date } | undefined;

  async function renew(): Promise<string> {
    await removeLeftOver(apiKeys, now());
    const { secret, key } = newApiKey({ name: `bellhop ${command} ${removed}`, kind: 'live' }, now());
    await apiKeys.add(key, knownAs);
    ids.push(key.id);
    for (const id of ids.splice(0, ids.length - 2)) await apiKeys.remove(id);
    return secret;
  }

  return {
    secret() {
      if (current === undefined || now().getTime() - current.at.getTime() >= renewedAfterMs) {
        const secret = renew();
        current = { secret, at: now() };
        secret.catch(() => {
          current = undefined; // the next call tries again
        });
      }
      return current.secret;
    },
    async remove() {
      await current?.secret.catch(() => undefined);
      for (const id of ids.splice(0)) await apiKeys.remove(id);
    },
  };
}

/** Whether a key was made by a command for itself. */
export function isBrief({ name }: Pick<ApiKey, 'name'>): boolean {
  return name.endsWith(removed);
}

async function removeLeftOver(apiKeys: ApiKeys, now: Date): Promise<void> {
  const listed = await apiKeys.list();
  const leftOver = listed.filter((key) => isBrief(key) && key.createdAt.getTime() < now.getTime() - leftOverMs);
  for (const { id } of leftOver) await apiKeys.remove(id);
}
