import { channelOf } from '../../../contract/channels/channels.ts';
import type { MessageAnswer } from '../../../contract/publishing/notifications.ts';
import type { Channel } from '../../../contract/values.ts';
import { reasonWords } from '../../../core/message-log/rules/reason-words.ts';
import { statusWords } from '../../../core/message-log/rules/status-words.ts';

/** How a test ended: it reached its recipient, is still under way, or never will. */
export type TestEnd = { outcome: 'reached' | 'under-way' | 'not-reached'; words: string };

/** What became of a message, in words for who did not write the system. `because` is what dispatch said. */
export function explainEnd(message: MessageAnswer | undefined, because?: string): TestEnd {
  if (message === undefined)
    return { outcome: 'under-way', words: 'It was accepted, but not dispatched yet: the ingest queue is not worked off.' };

  const why = because === undefined ? '' : ` ${capital(because)}.`;
  switch (message.status) {
    case 'delivered':
      return { outcome: 'reached', words: 'It arrived.' };
    case 'sent':
      return mayEndSent(message.channel)
        ? { outcome: 'reached', words: 'The provider has taken it, and has not reported more (docs/sms-receipts.md).' }
        : { outcome: 'under-way', words: 'The provider has taken it, but has not reported that it arrived.' };
    case 'queued':
    case 'sending':
      return { outcome: 'under-way', words: 'It still waits to be sent.' };
    case 'scheduled':
    case 'digesting':
      return { outcome: 'under-way', words: `It is held.${why}` };
    case 'skipped':
      return { outcome: 'not-reached', words: `${wordsFor(message)}${why}` };
    default:
      return { outcome: 'not-reached', words: wordsFor(message) };
  }
}

/** Whether nothing more is told of a message of a channel that was sent, unless the owner has switched receipts on. */
export function mayEndSent(channel: Channel): boolean {
  return channelOf(channel).usualStatuses.at(-1) === 'sent';
}

/** Says it in the words of the timeline. */
function wordsFor(message: MessageAnswer): string {
  const { status, reason, attempts } = message;
  const words = statusWords[status]({ ...channelOf(message.channel).words, attempt: attempts, message });
  return `${capital(reason === undefined ? words : `${words}: ${reasonWords[reason]}`)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
}
