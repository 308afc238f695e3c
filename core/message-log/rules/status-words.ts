import type { MessageAnswer } from '../../../contract/publishing/notifications.ts';
import type { MessageStatus } from '../../../contract/values.ts';

type About = { one: string; attempt: number; message: Pick<MessageAnswer, 'provider_id'> };

/** What each status of a message means, as a sentence without its end: why it came to that goes behind a colon. */
export const statusWords: Readonly<Record<MessageStatus, (about: About) => string>> = {
  scheduled: ({ one }) => `the ${one} is held`,
  digesting: ({ one }) => `the ${one} waits for a digest`,
  queued: ({ one, attempt }) => (attempt === 0 ? `the ${one} is in its queue` : `the ${one} is back in its queue`),
  sending: ({ one, attempt }) => `the ${one} was taken up to be sent${attempt > 1 ? `, for the ${ordinal(attempt)} time` : ''}`,
  sent: ({ one, message }) =>
    `the ${one} was handed to the provider${message.provider_id === undefined ? '' : `, ${nameOf(message.provider_id)}`}`,
  delivered: ({ one }) => `the ${one} arrived`,
  bounced: ({ one }) => `the ${one} bounced`,
  complained: ({ one }) => `the ${one} arrived, and its reader complained`,
  failed: ({ one }) => `the ${one} failed`,
  unknown: ({ one }) => `whether the ${one} went out is not known`,
  suppressed: ({ one }) => `the ${one} was not sent`,
  skipped: ({ one }) => `the ${one} was left out`,
  canceled: ({ one }) => `the ${one} was canceled`,
  expired: ({ one }) => `the ${one} expired and was not sent`,
  simulated: ({ one }) => `the ${one} was played and not sent, as a test key published it`,
};

/** Services of chats that give a message no name: theirs stands in its place. */
const nameless: readonly string[] = ['slack', 'teams', 'discord', 'chat'];

function nameOf(providerId: string): string {
  return nameless.includes(providerId) ? 'who gives it no id' : `who calls it ${providerId}`;
}

const ordinals = ['first', 'second', 'third'];

function ordinal(attempt: number): string {
  return ordinals[attempt - 1] ?? `${attempt}th`;
}
