import { element } from '../elements/element.js';
import { timeOfDay } from '../elements/time.js';
import { channelNames, inOrder, isSettled, moodOf } from './status.js';

/** The stations that a message of each channel passes when all goes well. */
const ways = {
  inbox: ['delivered'],
  email: ['queued', 'sending', 'sent', 'delivered'],
  sms: ['queued', 'sending', 'sent'],
};

/** How far each message of a notification has come: a line of stations a channel, those that it has passed filled in. */
export function flow(messages) {
  return element('span', { class: 'flow' }, ...inOrder(messages).map(lineOf));
}

function lineOf(message) {
  const { channel, status, events } = message;
  const passed = [...new Set([...events.map((event) => event.status), status])];
  const ahead = isSettled(message) ? [] : (ways[channel] ?? []).filter((station) => !passed.includes(station));
  return element(
    'span',
    { class: 'flow-line' },
    element('span', { class: 'flow-channel' }, channelNames[channel] ?? channel),
    element(
      'span',
      { class: 'flow-way', 'aria-hidden': 'true' },
      ...passed.map((station) => stop(station, station === status ? moodOf(station) : 'passed', events)),
      ...ahead.map((station) => stop(station, 'ahead', events)),
    ),
    element('span', { class: `flow-status ${moodOf(status)}` }, status),
  );
}

function stop(station, mood, events) {
  const at = events.findLast(({ status }) => status === station)?.at;
  return element('i', {
    class: `flow-stop ${mood}`,
    title: at === undefined ? station : `${station} ${timeOfDay(at).textContent}`,
  });
}
