import type { ChatCopy } from '../../../contract/channels/chat/copy.ts';
import type { Outcomes } from '../../delivery/rules/outcomes.ts';
import type { ChatOwner, Turn } from './ports/chat-connections.ts';
import type { ChatOrigin } from './rules/webhook-body.ts';

/** A message to the connections of one owner that it is not done with (`left`), and the turns that were taken on them. */
export type RenderedChat = {
  units: 1;
  owner: ChatOwner;
  copy: ChatCopy;
  origin: ChatOrigin;
  outcomes: Outcomes;
  left: readonly string[];
  turns: Map<string, Turn>;
};

/** How often one connection is used at most, in seconds: what Slack takes, and less than what Teams and Discord do. */
export const everySeconds = 1;
