import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { type DeliverDeps, deliver } from '../../delivery/deliver.ts';
import type { DeliverOutcome } from '../../delivery/deliver-outcome.ts';
import { enforcePause, type PauseDeps } from '../../delivery/enforce-pause.ts';
import { type ChatSenderDeps, chatSender } from './chat-sender.ts';

/** Posts one message by the chat connections of its user or room, if chats are not paused. Errors as `deliver`. */
export async function deliverChat(
  message: DeliverMessage,
  deps: DeliverDeps & ChatSenderDeps & PauseDeps,
): Promise<DeliverOutcome> {
  await enforcePause('chat', deps);
  return deliver(message, chatSender(deps), deps);
}
