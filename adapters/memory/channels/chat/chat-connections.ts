import { chat } from '../../../../contract/channels/chat/channel.ts';
import type { ChatConnections } from '../../../../core/channels/chat/ports/chat-connections.ts';
import { isRoom } from '../../../../core/topics/rules/room.ts';
import { newUser, withRegistered } from '../../../records/changed-user.ts';
import type { MemoryStore } from '../../store.ts';
import type { StoredChatConnection } from './stored-chat-connection.ts';

/** Keeps chat connections in memory. */
export function memoryChatConnections(store: MemoryStore): ChatConnections {
  const of = (owner: string) => store.chatConnections.get(owner) ?? new Map<string, StoredChatConnection>();

  /** Answers whether there is such an owner; a room comes to be with its first. */
  function changeOwner(owner: string, now: Date, change: (before: readonly string[]) => string[], makesRoom = false) {
    const before = store.users.get(owner);
    if (before === undefined && !(isRoom(owner) && makesRoom)) return false;
    store.users.set(owner, withRegistered(before ?? newUser(owner, now), { field: chat.address.field, change, now }));
    return true;
  }

  return {
    async list(owner) {
      const names = [...of(owner).keys()].sort();
      return names.flatMap((id) => of(owner).get(id)?.connection ?? []).map((connection) => ({ ...connection }));
    },

    async put(owner, make, now) {
      const { connection, drop } = make([...of(owner).values()].map((stored) => ({ ...stored.connection })));
      const change = (before: readonly string[]) => [...new Set([...before.filter((id) => !drop.includes(id)), connection.id])];
      if (!changeOwner(owner, now, change, true)) return undefined;
      const all = of(owner);
      for (const id of drop) all.delete(id);
      const before = all.get(connection.id);
      const waits = before?.connection.seed === connection.seed ? before : {}; // it stays what it was, with its turns
      store.chatConnections.set(owner, all.set(connection.id, { ...waits, connection: { ...connection } }));
      return connection;
    },

    async remove(owner, id, now) {
      changeOwner(owner, now, (before) => before.filter((each) => each !== id));
      of(owner).delete(id);
    },

    async markGone(owner, { id, seed }, because, now) {
      const stored = of(owner).get(id);
      if (stored?.connection.seed !== seed) return;
      stored.connection = { ...stored.connection, goneBecause: because };
      changeOwner(owner, now, (before) => before.filter((each) => each !== id));
    },

    async takeTurn(owner, id, everySeconds, now) {
      const stored = of(owner).get(id);
      if (stored === undefined || stored.connection.goneBecause !== undefined) return { turn: 'never' };
      const { freeAt = 0, isAsked = false } = stored;
      if (freeAt > now.getTime())
        return { turn: 'later', afterSeconds: Math.max(1, Math.ceil((freeAt - now.getTime()) / 1000)), isAsked };
      const connection = { ...stored.connection, lastUsedAt: now };
      of(owner).set(id, { connection, freeAt: now.getTime() + everySeconds * 1000 });
      return { turn: 'now', connection: { ...connection } };
    },

    async leaveAlone(owner, id, until) {
      const stored = of(owner).get(id);
      if (stored !== undefined) of(owner).set(id, { ...stored, freeAt: until.getTime(), isAsked: true });
    },
  };
}
