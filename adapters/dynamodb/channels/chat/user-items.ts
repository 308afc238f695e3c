import type { UserItemKind } from '../../users/user-item-kind.ts';
import { toConnection } from './chat-connections.ts';
import { chatConnectionPrefix } from './keys.ts';

/** The chat connections of a user. */
export const chatUserItems: UserItemKind = {
  prefixes: [chatConnectionPrefix],
  keysBehind: () => [],
  toRecord: (item) => ({ kind: 'chat-connection', connection: toConnection(item as never) }),
};
