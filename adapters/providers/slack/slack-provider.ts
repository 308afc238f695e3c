import type { ChatAnswer, ChatProvider } from '../../../core/channels/chat/ports/chat-providers.ts';
import { slackMessage } from '../../../core/channels/chat/rules/slack-message.ts';
import { type ChatPostOptions, postChat, refusedPost } from '../chat-post.ts';
import type { HttpAnswer } from '../post-once.ts';

/** Sends messages to incoming webhooks of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackProvider(options: ChatPostOptions): ChatProvider {
  return {
    post: ({ url, copy, origin: { notificationId } }) =>
      postChat({ url, message: slackMessage(copy), notificationId }, slackAnswer, options),
  };
}

/** Decides what Slack's answer amounts to: its body is a word. Slack gives a message no id that anybody else could name. */
export function slackAnswer(answer: HttpAnswer): ChatAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: 'sent', providerId: 'slack' };
  const word = answer.body.trim();
  const said = knownWords.has(word) ? word : String(status); // nothing else of its words: they may hold what nobody is to read
  if (goneWords.has(word) || status === 404 || status === 410) return { outcome: 'gone', detail: `Slack says ${said}` };
  return refusedPost(answer, { name: `Slack ${said}`, ...(rejectedWords.has(word) && { meaning: 'rejected' }) });
}

/** Words after which the webhook is of no use: it was removed, its channel is archived, or its workspace is there no more. */
const goneWords = new Set([
  'channel_not_found',
  'channel_is_archived',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'team_disabled',
  'user_not_found',
]);

/** Words that are about this message, or about what an administrator allows in this channel. */
const rejectedWords = new Set(['action_prohibited', 'posting_to_general_channel_denied', 'invalid_payload', 'no_text']);

const knownWords = new Set([...goneWords, ...rejectedWords, 'rollup_error', 'rate_limited']);
