import type { ChatAnswer } from '../../core/channels/chat/ports/chat-providers.ts';
import { retryAfterSeconds } from '../webhooks/retry-after.ts';
import { type HttpAnswer, type PostOptions, postOnce } from './post-once.ts';
import { answerTo, type Meaning } from './provider-answer.ts';

/** How a service of chats is called. `endpointUrl`: where the local system has its double; absent: at the URL itself. */
export type ChatPostOptions = PostOptions & { endpointUrl?: string | undefined };

/** What an answer of a service amounts to where it is neither a post that was taken nor a connection that is gone. */
export type ChatMeaning = { name: string; meaning?: ReturnType<Meaning>; afterSeconds?: number | undefined };

/** Posts JSON to an incoming webhook in one attempt: no service of these takes an idempotency key, so asking again could post twice. */
export async function postChat(
  { url, message, notificationId }: { url: string; message: unknown; notificationId: string },
  read: (answer: HttpAnswer) => ChatAnswer,
  { endpointUrl, ...options }: ChatPostOptions,
): Promise<ChatAnswer> {
  const { host, pathname, search } = new URL(url);
  const target = endpointUrl === undefined ? new URL(url) : new URL(`/${host}${pathname}${search}`, endpointUrl);
  const headers = { 'Content-Type': 'application/json', 'Bellhop-Notification': notificationId }; // no service reads the latter
  const call = { headers, body: JSON.stringify(message) };
  return postOnce(target, call, options).then(read, (error: unknown) => toChatAnswer(answerTo(error, () => undefined)));
}

/** Decides what an answer amounts to that says no by its status. Nothing of its words is kept. */
export function refusedPost({ status, headers }: HttpAnswer, { name, meaning, afterSeconds }: ChatMeaning): ChatAnswer {
  const error = { name, message: 'it did not take the message', $metadata: { httpStatusCode: status } };
  const answer = toChatAnswer(answerTo(error, () => meaning));
  const wanted = afterSeconds ?? retryAfterSeconds(headers?.['retry-after'], new Date());
  return answer.outcome === 'not-now' && wanted !== undefined ? { ...answer, afterSeconds: wanted } : answer;
}

function toChatAnswer(answer: ReturnType<typeof answerTo>): ChatAnswer {
  switch (answer.outcome) {
    case 'sent':
      return { outcome: 'sent', providerId: answer.providerId };
    case 'rejected':
      return { outcome: 'rejected', reason: answer.reason, detail: answer.detail };
    case 'not-now':
      return { outcome: 'not-now', because: answer.because, detail: answer.detail };
    case 'unknown':
      return { outcome: 'unknown', detail: answer.detail };
    default:
      return answer satisfies never;
  }
}
