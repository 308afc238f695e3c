import { element } from '../elements/element.js';

/** What people call the channels, in the order they are shown. */
export const channelNames = { inbox: 'Inbox', email: 'E-mail', sms: 'SMS' };

/** The messages of a notification, in that order. */
export function inOrder(messages) {
  const places = Object.keys(channelNames);
  return messages.toSorted((a, b) => places.indexOf(a.channel) - places.indexOf(b.channel));
}

/** How each status feels: still moving, well, ended on purpose, or gone wrong. */
const moods = {
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

/** How a status feels. */
export function moodOf(status) {
  return moods[status] ?? 'still';
}

/** A status as a coloured dot with a word: the status itself, or the label when one is given (then the status is its tip). */
export function statusMark(status, label = status) {
  const said = label === status ? undefined : element('span', { class: 'unseen-text' }, ` ${status}`);
  return element('span', { class: `status ${moodOf(status)}`, title: status }, label, said);
}

/** Whether nothing more happens to a message by itself: an SMS is left at sent, but of an e-mail SES tells more. */
export function isSettled({ channel, status, reason }) {
  if (reason !== undefined) return true; // which is only ever given at an end
  return moods[status] !== 'moving' && !(channel === 'email' && status === 'sent');
}
