import type { Answers } from '../api/calls.ts';
import { channelNames } from '../delivery/channels.ts';
import { count } from '../elements/count.ts';
import { element } from '../elements/element.ts';

type Steps = NonNullable<Answers['GET /local/workflows']['data'][number]['steps']>;
type ChannelStep = NonNullable<Steps['channels']>[number];

/** Draws the steps of a workflow in their order: what all of it waits for, what limits it, what gathers it, and each channel with its terms. */
export function drawSteps({ delay, throttle, batch, channels = [] }: Steps): HTMLElement[] {
  return [
    ...(delay === undefined ? [] : [step('Waits', waitText(delay))]),
    ...(throttle === undefined ? [] : [step('Throttle', throttleText(throttle))]),
    ...(batch === undefined ? [] : [step('Batch', batchText(batch))]),
    ...channels.map((each, place) => step(channelNames[each.channel], termsText(each, channels.slice(0, place)))),
  ];
}

function step(title: string, text: string): HTMLElement {
  return element('li', {}, element('strong', {}, title), element('span', { class: 'hint' }, text));
}

function waitText({ minutes, until }: NonNullable<Steps['delay']>): string {
  if (minutes !== undefined) return count(minutes, 'minute');
  return until === 'data' ? 'until the time that its data gives' : `until ${until} on the user's clock`;
}

function throttleText({ most, minutes, by_key }: NonNullable<Steps['throttle']>): string {
  return `at most ${most} ${by_key ? 'with one key ' : ''}in ${count(minutes, 'minute')}, the others are skipped`;
}

function batchText({ minutes, most, opens, by_key, channels }: NonNullable<Steps['batch']>): string {
  const first = opens === 'first' ? 'the first goes at once, what follows' : 'what comes';
  const full = most === undefined ? '' : `, or until there are ${most}`;
  const on = channels === undefined ? '' : ` on ${channels.map((channel) => channelNames[channel]).join(' and ')}`;
  return `${first} ${by_key ? 'with one key ' : ''}is gathered${on} for ${count(minutes, 'minute')}${full}`;
}

/** The terms of a channel, which all must hold. */
function termsText(
  { channel, condition, unread_after_minutes, undelivered, priorities }: ChannelStep,
  before: ChannelStep[],
): string {
  const sent = before.filter((each) => each.channel !== 'inbox').map((each) => channelNames[each.channel]);
  const terms = [
    unread_after_minutes !== undefined && `if the inbox item is unread after ${count(unread_after_minutes, 'minute')}`,
    undelivered && `if ${sent.join(' and ')} ${sent.length === 1 ? 'does' : 'do'} not reach the user`,
    priorities && `if it is ${priorities.join(' or ')}`,
    condition && `if its condition is met (when.${channel})`,
  ].filter((term) => typeof term === 'string');
  return terms.length === 0 ? 'at once' : terms.join(', and ');
}
