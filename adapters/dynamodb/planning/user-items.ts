import type { UserItemKind } from '../users/user-item-kind.ts';
import { frequencyCapPrefix, windowNamedIn } from './keys.ts';

/** The windows in which a user's messages are counted. */
export const frequencyCapUserItems: UserItemKind = {
  prefixes: [frequencyCapPrefix],
  keysBehind: () => [],
  toRecord: ({ sk, taken = 0 }) => ({ kind: 'frequency-cap', window: windowNamedIn(sk), taken: Number(taken) }),
};
