import type { MessageAnswer, MessageEvent, MessageStatus } from '../api/types.ts';
import { element } from '../elements/element.ts';
import { timeOfDay } from '../elements/time.ts';
import { channelNames, usualStatuses } from './channels.ts';
import { inOrder, isFinal, toneOf } from './status.ts';

/** What progress is shown of. */
export type Progressing = Pick<MessageAnswer, 'channel' | 'status' | 'reason' | 'events'>;

/** How far each message of a notification has come: a line of steps for each channel, those that it has passed filled in. */
export function progress(messages: readonly Progressing[]): HTMLElement {
  return element('span', { class: 'progress' }, ...inOrder(messages).map(lineOf));
}

function lineOf(message: Progressing): HTMLElement {
  const { channel, status, events } = message;
  const passed = [...new Set([...events.map((event) => event.status), status])];
  const ahead = isFinal(message) ? [] : usualStatuses(channel).filter((step) => !passed.includes(step));
  return element(
    'span',
    { class: 'progress-line' },
    element('span', { class: 'progress-channel' }, channelNames[channel]),
    element(
      'span',
      { class: 'progress-steps', 'aria-hidden': 'true' },
      ...passed.map((step) => stepMark(step, step === status ? toneOf(step) : 'passed', events)),
      ...ahead.map((step) => stepMark(step, 'ahead', events)),
    ),
    element('span', { class: `progress-status ${toneOf(status)}` }, status),
  );
}

function stepMark(step: MessageStatus, tone: string, events: readonly MessageEvent[]): HTMLElement {
  const at = events.findLast(({ status }) => status === step)?.at;
  return element('i', {
    class: `progress-step ${tone}`,
    title: at === undefined ? step : `${step} ${timeOfDay(at).textContent}`,
  });
}
