import { cancelOne, startCanceling } from '../cancellation/cancel.js';
import { channelNames } from '../delivery/status.js';
import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { timeAgo, whenIn } from '../elements/time.js';
import { runJob, startJobs } from '../operations/jobs.js';
import { linkToNotification } from '../route.js';
import { waiting } from './waiting-store.js';

const queueMs = 15 * 60_000; // what is due within that waits in the ingest queue itself, and no sweep finds it
const reasons = { send_at: 'scheduled', quiet_hours: 'quiet hours', escalation: 'if still unread' };

/** Shows what waits, until when and for what, and cancels it or lets its time come; and the jobs that do so. */
export function startWaiting() {
  startCanceling();
  startJobs();
  waiting.onChange((list) => {
    byId('waiting-empty').hidden = list.length > 0;
    showList(byId('waiting'), list, { key: ({ id }) => id, draw: waitingRow });
  });
}

function waitingRow({ id, user, workflow, title, timezone, cancellation_key, channels }) {
  const [first] = channels;
  const due = channels
    .map(({ due_at }) => due_at)
    .filter(Boolean)
    .sort()[0];
  return element(
    'li',
    { class: 'waiting-row' },
    element(
      'p',
      { class: 'waiting-when' },
      due === undefined ? '–' : element('strong', {}, whenIn(due, timezone)),
      due !== undefined && element('span', { class: 'hint' }, timeAgo(due), timezone !== undefined && ` · ${cityOf(timezone)}`),
    ),
    element(
      'div',
      { class: 'waiting-what' },
      element('p', {}, element('a', { href: linkToNotification(id), 'data-does': 'open' }, title ?? workflow), ` for ${user}`),
      element(
        'p',
        { class: 'waiting-why' },
        ...channels.map((channel) =>
          element('span', { class: 'status moving' }, `${channelNames[channel.channel]}: ${why(channel)}`),
        ),
        cancellation_key !== undefined && element('code', { class: 'chip' }, cancellation_key),
      ),
    ),
    element(
      'p',
      { class: 'waiting-deeds' },
      due !== undefined &&
        isSwept(first, due) &&
        button('skip', 'Send now', () => runJob(first.status === 'digesting' ? 'send-digests' : 'release-due', due)),
      due !== undefined && !isSwept(first, due) && element('span', { class: 'hint' }, 'sent automatically'),
      button('cancel', 'Cancel', () => cancelOne(id)),
    ),
  );
}

/** The clock that a time is told on, as short as people know it: `Europe/London` is London. */
function cityOf(timezone) {
  return timezone.split('/').at(-1).replaceAll('_', ' ');
}

function why({ status, held_for, cadence }) {
  return status === 'digesting' ? `${cadence} digest` : (reasons[held_for] ?? 'held');
}

function isSwept({ status }, due) {
  return status === 'digesting' || new Date(due).getTime() - Date.now() > queueMs;
}

function button(does, label, press) {
  return element('button', { type: 'button', 'data-does': does, onclick: press }, label);
}
