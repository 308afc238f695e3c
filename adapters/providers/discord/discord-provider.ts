import * as z from 'zod';
import type { ChatAnswer, ChatProvider } from '../../../core/channels/chat/ports/chat-providers.ts';
import { discordMessage } from '../../../core/channels/chat/rules/discord-message.ts';
import { parseJson } from '../../../core/http/rules/parse-json.ts';
import { retryAfterSeconds } from '../../webhooks/retry-after.ts';
import { type ChatPostOptions, postChat, refusedPost } from '../chat-post.ts';
import type { HttpAnswer } from '../post-once.ts';

/** What Discord answers: a message with `wait`, or an error with its code and, of a rate limit, how long it lasts. */
const Answer = z.object({
  id: z.string().max(32).optional().catch(undefined),
  code: z.int().min(0).max(999_999).optional().catch(undefined),
  retry_after: z.number().min(0).optional().catch(undefined),
});

/**
 * Posts to webhooks of Discord, and waits until it is stored, so that an answer says that it is there:
 * https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export function discordProvider(options: ChatPostOptions): ChatProvider {
  return {
    post({ url, copy, origin: { notificationId } }) {
      const waiting = new URL(url);
      waiting.searchParams.set('wait', 'true');
      return postChat({ url: waiting.href, message: discordMessage(copy), notificationId }, discordAnswer, options);
    },
  };
}

/** Decides what Discord's answer amounts to: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export function discordAnswer(answer: HttpAnswer): ChatAnswer {
  const { status, headers, body } = answer;
  const json = parseJson(body);
  const { id, code, retry_after: wanted } = (json.ok && Answer.safeParse(json.value).data) || {};
  if (status >= 200 && status < 300) {
    const afterSeconds = untilReset(headers);
    return { outcome: 'sent', providerId: id ?? 'discord', ...(afterSeconds !== undefined && { afterSeconds }) };
  }
  if (status === 404 || status === 410 || code === unknownWebhook || code === invalidToken)
    return {
      outcome: 'gone',
      detail: `Discord says ${code === unknownWebhook ? 'that it knows no such webhook' : (code ?? status)}`,
    };
  return refusedPost(answer, {
    name: `Discord ${code ?? status}`,
    ...(wanted !== undefined && { afterSeconds: Math.ceil(wanted) }),
  });
}

const unknownWebhook = 10015;
const invalidToken = 50027;

/** When the limit is used up, how long until there is room: https://docs.discord.com/developers/topics/rate-limits#header-format */
function untilReset(headers: HttpAnswer['headers']): number | undefined {
  if (headers?.['x-ratelimit-remaining'] !== '0') return undefined;
  return retryAfterSeconds(String(headers['x-ratelimit-reset-after']), new Date());
}
