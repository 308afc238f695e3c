import type { Now } from '../../time/ports/clock.ts';
import type { Connections, LiveUser, Sockets } from './ports/live.ts';

export type AnnounceDeps = { connections: Connections; sockets: Sockets; now: Now };

/** Says that there is something new, and nothing of what: whoever hears it asks. */
const nudge = JSON.stringify({ type: 'changed' });

/** Tells every browser of these users that their inbox has changed. Reads nothing for users who are not live. */
export async function announceChange(users: readonly LiveUser[], deps: AnnounceDeps): Promise<void> {
  const live = users.filter(({ liveUntil }) => liveUntil !== undefined && liveUntil > deps.now());
  await Promise.all(live.map(({ id }) => nudgeUser(id, deps)));
}

async function nudgeUser(userId: string, { connections, sockets }: AnnounceDeps): Promise<void> {
  const ids = await connections.list(userId);
  await Promise.all(
    ids.map(async (id) => {
      if ((await sockets.post(id, nudge)) === 'gone') await connections.remove(id);
    }),
  );
}
