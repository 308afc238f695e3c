import type { EventType } from '../../../contract/events/event-types.ts';
import type { Engagement } from '../../../contract/feedback/engagement.ts';
import type { Channel, Reason } from '../../../contract/values.ts';
import { canonicalJson } from '../../http/rules/canonical-json.ts';
import { isOptedOut } from '../../preferences/rules/preferences.ts';
import { derivedUlid } from '../../publishing/rules/derived-id.ts';
import type { InboxItemImage, RecordChange, UserImage } from './images.ts';

/** A change of state, before what is known of its notification is put to it. */
export type Change = {
  id: string;
  type: EventType;
  at: Date;
  /** The notification that it is about, where its data have to say more of that. */
  notificationId?: string;
  data: Readonly<Record<string, string>>;
  /** Of what was done with a message: whether a machine did it. */
  machine?: boolean;
};

/** What a write to an item changed, in order. The same write always gives the same ids, so that telling it twice is telling it once. */
export function changesOf(record: RecordChange): Change[] {
  switch (record.of) {
    case 'notification':
      return acceptance(record);
    case 'message':
      return [...moves(record), ...engagements(record)];
    case 'inbox-item':
      return marks(record);
    case 'user':
      return [...watermarks(record), ...choices(record)];
    case 'suppression':
      return suppression(record);
    default:
      return record satisfies never;
  }
}

function acceptance({ before, after }: RecordChange<'notification'>): Change[] {
  if (before !== undefined || after === undefined) return [];
  const { id, createdAt } = after;
  return [
    { id: eventId(createdAt, 'notification', id), type: 'notification.accepted', at: createdAt, notificationId: id, data: {} },
  ];
}

/**
 * The changes of status that a timeline has and had not before: an entry that adds a line to the status of the entry before it is none.
 * It only grows; what removes a message changes nothing.
 */
function moves({ before, after }: RecordChange<'message'>): Change[] {
  if (after === undefined) return [];
  const { notificationId, channel, events, reason } = after;
  const moving = events.flatMap(({ status, at }, index) => (status === events[index - 1]?.status ? [] : [{ status, at, index }]));
  const lastMove = moving.at(-1)?.index;
  return moving
    .filter(({ index }) => index >= (before?.events.length ?? 0))
    .map(({ status, at: text, index }) => {
      const at = new Date(text);
      const data: { channel: Channel; reason?: Reason } = { channel };
      if (reason !== undefined && index === lastMove) data.reason = reason;
      const id = eventId(at, 'message', notificationId, channel, String(index));
      return { id, type: `message.${status}` as const, at, notificationId, data };
    });
}

/** What was done with a message that its timeline has and had not before. */
function engagements({ before, after }: RecordChange<'message'>): Change[] {
  if (after === undefined) return [];
  const { notificationId, channel, events } = after;
  return events.flatMap(({ engagement, at: text }, index) => {
    if (engagement === undefined || index < (before?.events.length ?? 0)) return [];
    const at = new Date(text);
    const id = eventId(at, 'message', notificationId, channel, String(index));
    return [{ id, type: engagedTypes[engagement], at, notificationId, data: { channel }, machine: isByMachine(engagement) }];
  });
}

const engagedTypes = {
  opened: 'message.opened',
  opened_by_machine: 'message.opened',
  clicked: 'message.clicked',
  clicked_by_machine: 'message.clicked',
} as const satisfies Record<Engagement, EventType>;

function isByMachine(engagement: Engagement): boolean {
  return engagement === 'opened_by_machine' || engagement === 'clicked_by_machine';
}

function marks(record: RecordChange<'inbox-item'>): Change[] {
  const { before, after } = record;
  if (before === undefined || after === undefined) return [];
  const type = markBetween(before, after);
  if (type === undefined) return [];
  const { notificationId: notification, userId: user, workflow, category } = after;
  return [changeOf(record, `inbox_item.${type}`, { notification, user, workflow, category })];
}

/** What is archived counts as read, and what is marked as read or unread as seen; so the most that a mark says is told, once. */
function markBetween(before: InboxItemImage, after: InboxItemImage) {
  if (before.archived !== after.archived) return after.archived ? 'archived' : 'unarchived';
  if (before.unread !== after.unread) return after.unread ? 'unread' : 'read';
  return !before.seen && after.seen ? 'seen' : undefined;
}

/** All of an inbox, marked in one write: its items stay as they are. */
function watermarks(record: RecordChange<'user'>): Change[] {
  const { before, after } = record;
  if (after === undefined) return [];
  const has = (mark: 'readThrough' | 'seenThrough') => after[mark] > (before?.[mark] ?? 0);
  const type = has('readThrough') ? 'inbox.read' : has('seenThrough') ? 'inbox.seen' : undefined;
  return type === undefined ? [] : [changeOf(record, type, { user: after.id })];
}

function choices(record: RecordChange<'user'>): Change[] {
  const { before, after } = record;
  if (after === undefined || canonicalJson(before?.choices ?? {}) === canonicalJson(after.choices)) return []; // maps come from the stream in no order
  const data = { user: after.id };
  return [
    changeOf(record, 'preferences.changed', data),
    ...newlyOptedOut(before, after).map((what) => changeOf(record, 'user.unsubscribed', { ...data, ...what })),
  ];
}

function newlyOptedOut(before: UserImage | undefined, after: UserImage): { category: string; channel: Channel }[] {
  const all = Object.entries(after.choices.preferences ?? {}).flatMap(([category, choice]) => {
    const { digest, ...byChannel } = choice;
    return (Object.keys(byChannel) as Channel[]).sort().map((channel) => ({ category, channel }));
  });
  return all.filter(
    ({ category, channel }) =>
      isOptedOut(after.choices, category, channel) && !isOptedOut(before?.choices ?? {}, category, channel),
  );
}

function suppression(record: RecordChange<'suppression'>): Change[] {
  const { before, after } = record;
  const [it, type] = after ? ([after, 'suppression.added'] as const) : ([before, 'suppression.removed'] as const);
  if (it === undefined || (before && after)) return [];
  const { addressHash: address_sha256, reason, source, notificationId: notification } = it;
  return [changeOf(record, type, { address_sha256, reason, source, ...(notification && { notification }) })];
}

function changeOf({ recordId, at }: RecordChange, type: EventType, data: Change['data']): Change {
  return { id: eventId(at, type, recordId, canonicalJson(data)), type, at, data };
}

function eventId(at: Date, ...seeds: readonly string[]): string {
  return `evt_${derivedUlid(at, 'event', ...seeds)}`;
}
