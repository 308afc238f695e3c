import type { TopicList, Topics } from '../../../core/topics/ports/topics.ts';
import type { MemoryStore } from '../store.ts';

/** Keeps topics in memory. */
export function memoryTopics({ users, subscribers }: MemoryStore): Topics {
  return {
    async subscribe({ topic, userId }) {
      if (!users.has(userId)) return false;
      const ids = subscribers.get(topic) ?? [];
      const place = placeAfter(ids, userId);
      if (ids[place - 1] !== userId) ids.splice(place, 0, userId);
      subscribers.set(topic, ids);
      return true;
    },

    async unsubscribe({ topic, userId }) {
      const ids = subscribers.get(topic) ?? [];
      const place = placeAfter(ids, userId);
      if (ids[place - 1] === userId) ids.splice(place - 1, 1);
    },

    async subscribers({ topic, after, limit }) {
      const ids = subscribers.get(topic) ?? [];
      const start = after === undefined ? 0 : placeAfter(ids, after);
      const userIds = ids.slice(start, start + limit);
      const last = userIds.at(-1);
      return { userIds, ...(start + limit < ids.length && last !== undefined && { next: last }) };
    },
  };
}

/** Keeps the list of topics in memory. */
export function memoryTopicList({ subscribers }: MemoryStore): TopicList {
  return {
    async list({ prefix = '', after = '', limit }) {
      const left = [...subscribers.keys()].filter((topic) => topic.startsWith(prefix) && topic > after).sort();
      const some = left.slice(0, limit);
      const last = some.at(-1);
      const topics = some.filter((topic) => subscribers.get(topic)?.length);
      return { topics, ...(left.length > limit && last !== undefined && { next: last }) };
    },
  };
}

/** Where the first id lies that comes after this one. */
function placeAfter(ids: readonly string[], userId: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? '') <= userId) low = middle + 1;
    else high = middle;
  }
  return low;
}
