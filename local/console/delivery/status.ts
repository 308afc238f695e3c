import type { Channel, MessageAnswer, MessageStatus } from '../api/types.ts';
import { element } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';
import { channels, usualStatuses } from './channels.ts';

/** Sorts the messages of a notification in the order of the channels. */
export function inOrder<Message extends { channel: Channel }>(messages: readonly Message[]): Message[] {
  return messages.toSorted((a, b) => channels.indexOf(a.channel) - channels.indexOf(b.channel));
}

/** What colour says of a status: in progress, well, ended on purpose, or gone wrong. */
export type Tone = 'moving' | 'well' | 'still' | 'wrong';

const tones: Readonly<Record<MessageStatus, Tone>> = {
  scheduled: 'moving',
  digesting: 'moving',
  queued: 'moving',
  sending: 'moving',
  unknown: 'moving',
  sent: 'well',
  delivered: 'well',
  simulated: 'well',
  skipped: 'still',
  suppressed: 'still',
  canceled: 'still',
  expired: 'still',
  bounced: 'wrong',
  complained: 'wrong',
  failed: 'wrong',
};

/** Lists every status that a message can have. */
export const statuses = namesOf(tones);

/** Finds the tone of a status. */
export function toneOf(status: string): Tone {
  return (tones as Readonly<Record<string, Tone>>)[status] ?? 'still'; // what is noted, and what a newer system may have
}

/** Shows a status as a coloured dot with its word. */
export function statusMark(status: string): HTMLElement {
  return element('span', { class: `status ${toneOf(status)}`, title: status }, status);
}

/** Whether nothing more happens to a message by itself: an SMS is left at sent, but more is reported of an e-mail. */
export function isFinal({ channel, status, reason }: Pick<MessageAnswer, 'channel' | 'status' | 'reason'>): boolean {
  if (reason !== undefined) return true; // which is only ever given at an end
  const usual = usualStatuses(channel);
  const hasMore = usual.includes(status) && status !== usual.at(-1);
  return toneOf(status) !== 'moving' && !hasMore;
}
