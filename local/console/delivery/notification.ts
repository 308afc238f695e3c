import { ask } from '../api/call.ts';
import { stage } from '../api/stage.ts';
import type { MessageAnswer, NotificationAnswer, OutboxEntry, TimelineEntry } from '../api/types.ts';
import { byId, element } from '../elements/element.ts';
import { duration, timeAgo, timeOfDay, withTimes } from '../elements/time.ts';
import { linkToSent } from '../route.ts';
import { shownName } from '../users/of-tenant.ts';
import { channelIcon, channelNames } from './channels.ts';
import { notificationActions } from './notification-actions.ts';
import { progress } from './progress.ts';
import { inOrder, statusMark } from './status.ts';
import { type Seen, watchNotification } from './watch-notification.ts';

let stop = () => {};
let drawn: string | undefined;

/** Opens the timeline of a notification and follows it until it is final, or until `closeNotification`. */
export function openNotification(id: string): void {
  const sheet = byId('sheet', HTMLDialogElement);
  stop();
  drawn = undefined;
  byId('sheet-body').replaceChildren(element('p', { class: 'empty' }, 'It has not been processed yet. Waiting…'));
  if (!sheet.open) sheet.showModal();
  stop = watchNotification(id, (seen) => void show(id, seen));
}

/** Closes it. */
export function closeNotification(): void {
  stop();
  byId('sheet', HTMLDialogElement).close();
}

async function show(id: string, { notification, problem }: Seen): Promise<void> {
  if (problem) {
    byId('sheet-body').replaceChildren(element('p', { class: 'empty' }, problem.message));
    return;
  }
  const sent = stage.is_local
    ? await ask(`GET /local/outbox?notification=${encodeURIComponent(id)}`).catch(() => ({ data: [] })) // a bonus, not the timeline
    : { data: [] };
  const text = JSON.stringify([notification, sent.data.length]);
  if (text === drawn) return;
  drawn = text;
  byId('sheet-body').replaceChildren(
    facts(notification),
    progress(notification.messages),
    notificationActions(notification),
    ownTimeline(notification),
    ...inOrder(notification.messages).map((message) => channelTimeline(message, notification, sent.data)),
  );
}

function facts({ id, request, tenant, user, workflow, category, priority, test, created_at }: NotificationAnswer): HTMLElement {
  const rows = {
    Notification: code(id),
    Request: code(request),
    User: shownName(user, tenant),
    Workflow: `${workflow} · ${category}`,
    Priority: priority,
  };
  return element(
    'dl',
    { class: 'facts' },
    ...Object.entries(rows).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
    element('dt', {}, 'Accepted'),
    element('dd', {}, timeAgo(created_at), test && element('span', { class: 'chip' }, 'test key: nothing was sent')),
  );
}

/** The steps that are of the notification as a whole: that it was accepted, or sent again. */
function ownTimeline({ timeline }: NotificationAnswer): HTMLElement {
  const own = timeline.filter(({ channel }) => channel === undefined);
  return element('section', { class: 'channel-timeline' }, element('h3', {}, 'Notification'), steps(own));
}

function channelTimeline(message: MessageAnswer, { timeline }: NotificationAnswer, sent: OutboxEntry[]): HTMLElement {
  const { channel, status, reason, attempts, provider_id } = message;
  const entry = sent.find((one) => one.channel === channel);
  return element(
    'section',
    { class: 'channel-timeline' },
    element(
      'h3',
      {},
      channelNames[channel],
      statusMark(status),
      reason !== undefined && element('code', { class: 'channel-reason' }, reason),
    ),
    steps(timeline.filter((each) => each.channel === channel)),
    element(
      'p',
      { class: 'channel-foot' },
      attempts > 0 && element('span', {}, attempts === 1 ? '1 attempt' : `${attempts} attempts`),
      provider_id !== undefined && element('code', { title: "The provider's id" }, provider_id),
      entry && element('a', { href: linkToSent(entry.id) }, channelIcon(channel), 'See what was sent'),
    ),
  );
}

function steps(entries: readonly TimelineEntry[]): HTMLElement {
  return element('ol', { class: 'timeline' }, ...entries.map((entry, place) => stepRow(entry, entries[place - 1])));
}

/** Shows a step, and how long it took after the one before. */
function stepRow({ type, at, text }: TimelineEntry, before: TimelineEntry | undefined): HTMLElement {
  const tookMs = before === undefined ? 0 : new Date(at).getTime() - new Date(before.at).getTime();
  return element(
    'li',
    {},
    statusMark(type),
    element('span', { class: 'event-took' }, tookMs > 0 && `+${tookMs < 1000 ? `${tookMs} ms` : duration(tookMs / 1000)}`),
    timeOfDay(at),
    element('p', {}, ...withTimes(text)),
  );
}

function code(text: string): HTMLElement {
  return element('code', {}, text);
}
