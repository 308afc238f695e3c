import { channelOf } from '../../../contract/channels/channels.ts';
import { heldOut } from '../../../contract/experiments/held-out.ts';
import type { TimelineEntry } from '../../../contract/message-log/timeline.ts';
import type { Explanation, MessageAnswer, MessageEvent, NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import type { Channel, Reason } from '../../../contract/values.ts';
import type { ItemMarks } from '../../channels/inbox/rules/item-marks.ts';
import { nameWithin, tenantOf } from '../../tenants/rules/owned.ts';
import { reasonWords } from './reason-words.ts';
import { statusWords } from './status-words.ts';

/** A notification as it is answered, before it has a timeline. */
export type Told = Omit<NotificationAnswer, 'timeline'>;

/** What happened to a notification as sentences, in the order of time: the one place that says it, for the API, the command line and the console. */
export function timelineOf(notification: Told, marks: ItemMarks = {}): TimelineEntry[] {
  const { messages, explanation } = notification;
  const entries = [
    accepted(notification),
    ...assigned(notification),
    ...gathering(notification),
    ...explanation.flatMap((each) => plansOf(each, notification)),
    ...messages.flatMap((message) => stepsOf(message, explanation)),
    ...marked(marks),
    ...resends(notification),
  ];
  return entries.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)); // steps of the same moment stay in this order
}

function accepted({ created_at, request, user, workflow, priority, test, send_at, cancellation_key }: Told): TimelineEntry {
  const key = test ? 'a test key' : 'the app';
  const when = send_at === undefined ? '' : `, to be sent at ${send_at}`;
  const by = cancellation_key === undefined ? '' : `, to be canceled by "${cancellation_key}"`;
  const tenant = tenantOf(user);
  const whom = `user "${nameWithin(user)}"${tenant === undefined ? '' : ` of tenant "${tenant}"`}`;
  const text = `Accepted from ${key} for ${whom} as "${workflow}", with priority ${priority}${when}${by} (${request}).`;
  return { at: created_at, type: 'accepted', text };
}

/** What an open batch has in it so far. */
function gathering({ created_at: at, batch = {} }: Told): TimelineEntry[] {
  const { gathers, count = 0, notifications = [], actors = [] } = batch;
  if (!gathers || count === 0) return [];
  const ids = [...notifications, ...(count > notifications.length ? [`${count - notifications.length} more`] : [])];
  const by = actors.length === 0 ? '' : `, by ${actors.map(({ id }) => `"${nameWithin(id)}"`).join(', ')}`;
  const text = `It is a batch, which so far gathers ${count} ${count === 1 ? 'notification' : 'notifications'}${by}: ${ids.join(', ')}.`;
  return [{ at, type: 'noted', text }];
}

/** What the user has in the workflow's experiment, or was left of one that has ended. */
function assigned({ created_at: at, experiment, variant }: Told): TimelineEntry[] {
  if (variant === undefined) return [];
  const has = variant === heldOut ? 'the user is held out, and gets nothing' : `the user gets variant "${variant}"`;
  const of = experiment === undefined ? 'No experiment counts it' : `Experiment "${experiment}"`;
  return [{ at, type: 'assigned', text: `${of}: ${has}.` }];
}

/**
 * Why a channel is used or not, each time that it was planned: when its message was written, or with the first of them, and whenever a hold ended.
 * What is kept is the last plan; of those before it the message has when they were made, and why it was held.
 */
function plansOf(explanation: Explanation, { messages, created_at }: Told): TimelineEntry[] {
  const { channel } = explanation;
  const { title } = channelOf(channel).words;
  const firsts = messages.flatMap(({ events }) => events[0]?.at ?? []).sort((one, other) => Date.parse(one) - Date.parse(other));
  const events = messages.find((message) => message.channel === channel)?.events ?? [];
  const plans = events.filter(({ status }, index) => index === 0 || (isHeld(events[index - 1]) && status !== 'canceled'));
  const held = plans.slice(0, -1).map(({ at, detail = 'no reason is known' }): TimelineEntry => {
    return { at, channel, type: 'planned', text: `${title}: it is held. ${sentence(detail)}` };
  });
  const text = `${title}: ${decided(explanation)}. ${sentence(explanation.because)}`;
  return [...held, { at: plans.at(-1)?.at ?? firsts[0] ?? created_at, channel, type: 'planned', text }];
}

function isHeld(event: MessageEvent | undefined): boolean {
  return event?.status === 'scheduled';
}

function decided({ decision, held_for, until, cadence, reason }: Explanation): string {
  switch (decision) {
    case 'send':
      return 'it goes at once';
    case 'hold':
      if (held_for === 'paused')
        return `it is held until the workflow is resumed; it is looked at again at ${until ?? 'its time'}`;
      return `it is held until ${until ?? 'its time'}`;
    case 'digest':
      return `it goes into the ${cadence ?? 'next'} digest`;
    case 'skip':
      return `it does not go (${reason ?? 'no reason is known'})`;
    default:
      return decision satisfies never;
  }
}

/** The steps of one message. What was noted without a new status says so; the reason belongs to the status that the message has. */
function stepsOf(message: MessageAnswer, explanation: readonly Explanation[]): TimelineEntry[] {
  const { channel, status, reason, events } = message;
  const ended = events.findLastIndex((event) => event.status !== status) + 1; // what is noted of an end comes behind it
  return events.map((event, index) => {
    if (event.engagement !== undefined)
      return { at: event.at, channel, type: event.engagement, text: sentence(event.detail ?? event.engagement) };
    const before = events[index - 1];
    if (before?.status === event.status && event.detail !== undefined && isNote(event))
      return { at: event.at, channel, type: 'noted', text: sentence(event.detail) };
    const attempt = events.slice(0, index + 1).filter((each) => each.status === 'sending').length;
    const words = statusWords[event.status]({ ...channelOf(channel).words, attempt, message });
    const why = index === ended && reason !== undefined ? whyOf(reason, channel, explanation) : undefined;
    return {
      at: event.at,
      channel,
      type: event.status,
      text: sentence([words, because(why, event.detail)].filter(Boolean).join(': ')),
    };
  });
}

/** Why it ended so; what was throttled as it was planned says by what, behind the last "but" of its plan. */
function whyOf(reason: Reason, channel: Channel, explanation: readonly Explanation[]): string {
  const plan =
    reason === 'throttled' ? explanation.find((each) => each.channel === channel && each.reason === reason) : undefined;
  const [, limit] = /.*, but (.+)$/.exec(plan?.because ?? '') ?? [];
  return limit ?? reasonWords[reason];
}

/** A message may be held, put back, or be in doubt twice running, and that is a step each time. */
function isNote({ status }: MessageEvent): boolean {
  return status !== 'scheduled' && status !== 'queued' && status !== 'unknown';
}

function because(why: string | undefined, detail: string | undefined): string {
  if (why === undefined || detail === undefined) return why ?? detail ?? '';
  return `${why} (${detail})`;
}

/** What its user did with the inbox item. With all others it may have been marked before that, too: an inbox keeps the last time. */
function marked({ seenAt, readAt, seenWithAllAt, readWithAllAt }: ItemMarks): TimelineEntry[] {
  return [...mark('seen', seenAt, seenWithAllAt), ...mark('read', readAt, readWithAllAt)];
}

function mark(type: 'seen' | 'read', at: Date | undefined, withAllAt: Date | undefined): TimelineEntry[] {
  const first = at ?? withAllAt;
  if (first === undefined) return [];
  const { one } = channelOf('inbox').words;
  const text = at === undefined ? `by then the ${one} was ${type}, with all of the inbox` : `the ${one} was ${type}`;
  return [{ at: first.toISOString(), channel: 'inbox', type, text: sentence(text) }];
}

function resends({ created_at, resent_from, resent_as = [] }: Told): TimelineEntry[] {
  const from: TimelineEntry[] =
    resent_from === undefined ? [] : [{ at: created_at, type: 'resent_from', text: `It is ${resent_from}, sent again.` }];
  return [
    ...from,
    ...resent_as.map(({ id, at, channels }): TimelineEntry => {
      const on = channels.map((channel) => channelOf(channel).words.one).join(' and ');
      return { at, type: 'resent', text: `Sent again as ${id}: its ${on}.` };
    }),
  ];
}

/** Begins with a capital and ends with a full stop. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
