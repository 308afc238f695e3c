import type { RequestPart, Requests } from '../../../core/publishing/ports/requests.ts';
import type { MemoryStore } from '../store.ts';

/** Keeps requests in memory. */
export function memoryRequests({ now, requests: noted }: Pick<MemoryStore, 'now' | 'requests'>): Requests {
  const partsOf = (requestId: string): RequestPart[] =>
    [...(noted.get(requestId)?.values() ?? [])]
      .filter(({ expiresAt }) => expiresAt > now())
      .sort((one, other) => one.from - other.from)
      .map(({ expiresAt: _, ...part }) => structuredClone(part));

  return {
    async note(part) {
      const parts = noted.get(part.requestId) ?? new Map<number, RequestPart & { expiresAt: Date }>();
      const before = parts.get(part.from)?.notificationIds ?? [];
      const notificationIds = [...new Set([...before, ...part.notificationIds])].sort();
      noted.set(part.requestId, parts.set(part.from, structuredClone({ ...part, notificationIds })));
    },

    async parts({ requestId, from, limit }) {
      const wanted = partsOf(requestId).filter((part) => part.from >= from);
      return { parts: wanted.slice(0, limit), more: wanted.length > limit };
    },

    async lastPart(requestId) {
      return partsOf(requestId).at(-1);
    },
  };
}
