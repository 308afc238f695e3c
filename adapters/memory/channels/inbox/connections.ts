import type { Connections } from '../../../../core/channels/inbox/ports/live.ts';
import type { MemoryStore } from '../../store.ts';

/** Keeps in memory which browsers are connected. */
export function memoryConnections({ users, connections, liveUntil, now }: MemoryStore): Connections {
  return {
    async add({ userId, id, since, until }) {
      if (!users.has(userId)) return false;
      connections.set(id, { userId, since, until });
      liveUntil.set(userId, until);
      return true;
    },

    async remove(id) {
      connections.delete(id);
    },

    async list(userId) {
      const open = [...connections].filter(([, each]) => each.userId === userId && each.until > now());
      return open.map(([id]) => id).slice(0, 50);
    },
  };
}
