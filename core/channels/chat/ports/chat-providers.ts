import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import type { ChatKind } from '../../../../contract/channels/chat/kind.ts';
import type { Reason } from '../../../../contract/values.ts';
import type { NotNowReason } from '../../../delivery/ports/providers.ts';
import type { ChatOrigin } from '../rules/webhook-body.ts';

/** A message to post by one connection. `secret` signs what a webhook of the owner's own is told, and is of no other. */
export type ChatPost = { url: string; copy: ChatCopy; origin: ChatOrigin; at: Date; secret?: Uint8Array };

/**
 * What became of a post. `gone`: the connection is of no use any more. `afterSeconds`: how long the service wants this connection left
 * alone. `unknown` is never posted again.
 */
export type ChatAnswer =
  | { outcome: 'sent'; providerId: string; afterSeconds?: number }
  | { outcome: 'rejected'; reason: Reason; detail: string }
  | { outcome: 'gone'; detail: string }
  | { outcome: 'not-now'; because: NotNowReason; detail: string; afterSeconds?: number }
  | { outcome: 'unknown'; detail: string };

/** A service that takes messages by URLs. */
export interface ChatProvider {
  /** Posts once. Never throws. */
  post(post: ChatPost): Promise<ChatAnswer>;
}

/** Each of them. */
export type ChatProviders = Readonly<Record<ChatKind, ChatProvider>>;
