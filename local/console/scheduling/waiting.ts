import { stage } from '../api/stage.ts';
import { cancelOne } from '../cancellation/cancel.ts';
import { channelNames } from '../delivery/channels.ts';
import { inOrder } from '../delivery/status.ts';
import { actionButton, byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { timeAgo, whenIn } from '../elements/time.ts';
import { runJob } from '../operations/jobs.ts';
import { linkToNotification } from '../route.ts';
import { type WaitingNotification, waiting } from './waiting-store.ts';

type WaitingChannel = WaitingNotification['channels'][number];

const queueMs = 15 * 60_000; // what is due within that waits in the ingest queue itself, and no sweep finds it
const reasons = {
  send_at: 'scheduled',
  quiet_hours: 'quiet hours',
  escalation: 'if still unread',
  paused: 'its workflow is paused',
  undelivered: 'if those before it fail',
  batch: 'gathers a batch',
  delay: 'its workflow waits',
};

/** Shows what waits, until when and for what, and cancels it or lets its time come. */
export function startWaiting(): void {
  waiting.onChange(showWaiting);
}

/** Shows these, and says so if there are none. */
export function showWaiting(list: readonly WaitingNotification[]): void {
  byId('waiting-empty').hidden = list.length > 0;
  showList(byId('waiting'), list, { key: ({ id }) => id, draw: waitingRow });
}

function waitingRow({ id, user, workflow, title, timezone, cancellation_key, channels }: WaitingNotification): HTMLElement {
  const [due] = channels.flatMap(({ due_at }) => due_at ?? []).sort();
  const isPaused = channels.some(({ held_for }) => held_for === 'paused');
  return element(
    'li',
    { class: 'waiting-row' },
    element('p', { class: 'waiting-when' }, ...(isPaused ? pausedText(due) : dueText(due, timezone))),
    element(
      'div',
      { class: 'waiting-what' },
      element('p', {}, element('a', { href: linkToNotification(id), 'data-does': 'open' }, title ?? workflow), ` for ${user}`),
      element(
        'p',
        { class: 'waiting-why' },
        ...inOrder(channels).map((channel) =>
          element('span', { class: 'status moving' }, `${channelNames[channel.channel]}: ${reasonOf(channel)}`),
        ),
        cancellation_key !== undefined && element('code', { class: 'chip' }, cancellation_key),
      ),
    ),
    element(
      'p',
      { class: 'waiting-actions' },
      due !== undefined && sendNow(channels[0], due),
      actionButton('cancel', 'Cancel', () => cancelOne(id)),
    ),
  );
}

function dueText(due: string | undefined, timezone: string | undefined): (Node | string)[] {
  if (due === undefined) return ['–'];
  return [
    element('strong', {}, whenIn(due, timezone)),
    element('span', { class: 'hint' }, timeAgo(due), timezone !== undefined && ` · ${cityOf(timezone)}`),
  ];
}

/** What a paused workflow holds goes when somebody resumes it; its time is when that is looked at again. */
function pausedText(look: string | undefined): (Node | string)[] {
  const hint = look === undefined ? [] : [element('span', { class: 'hint' }, 'looked at again ', timeAgo(look))];
  return [element('strong', {}, 'when resumed'), ...hint];
}

/** What a job lets go, it can let go now; what waits in the queue itself goes by itself. */
function sendNow(first: WaitingChannel | undefined, due: string): HTMLElement | false {
  if (first?.held_for === 'paused') return element('a', { href: '#sending' }, 'Paused');
  if (!stage.is_local) return false; // its jobs run when they are due
  const isDigest = first?.status === 'digesting';
  if (!isDigest && new Date(due).getTime() - Date.now() <= queueMs)
    return element('span', { class: 'hint' }, 'sent automatically');
  return actionButton('send-now', 'Send now', () => runJob(isDigest ? 'send-digests' : 'release-due', due));
}

/** The clock that a time is told on, as short as people know it: `Europe/London` is London. */
function cityOf(timezone: string): string {
  return timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function reasonOf({ status, held_for, frequency }: WaitingChannel): string {
  if (status === 'digesting') return `${frequency} digest`;
  return held_for === undefined ? 'held' : reasons[held_for];
}
