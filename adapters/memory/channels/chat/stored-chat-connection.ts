import type { ChatConnection } from '../../../../core/channels/chat/ports/chat-connections.ts';

/** A connection with when the next one may use it, in epoch milliseconds, and whether its service says so. */
export type StoredChatConnection = { connection: ChatConnection; freeAt?: number; isAsked?: boolean };
