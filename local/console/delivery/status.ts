import type { Channel, MessageAnswer } from '../api/types.ts';
import { element } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';
import { channels, usualStatuses } from './channels.ts';
import { type Tone, tones } from './tones.ts';

/** Sorts the messages of a notification in the order of the channels. */
export function inOrder<Message extends { channel: Channel }>(messages: readonly Message[]): Message[] {
  return messages.toSorted((a, b) => channels.indexOf(a.channel) - channels.indexOf(b.channel));
}

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
