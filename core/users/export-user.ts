import { leadingChannels } from '../../contract/channels/channels.ts';
import type { ExportedNotification, UserExport } from '../../contract/users/export.ts';
import { toAnswer } from '../channels/chat/connections.ts';
import { toFeedItem } from '../channels/inbox/read-feed.ts';
import { toDeviceAnswer } from '../channels/push/devices.ts';
import { addressKept, allAddressesOn } from '../channels/rules/address.ts';
import { parseWindow } from '../planning/rules/frequency-cap.ts';
import { parseThrottleWindow } from '../planning/rules/throttle.ts';
import { toNotificationAnswer } from '../publishing/read-notification.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { toSuppressionAnswer } from '../suppressions/suppressions.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, UserRecord, UserRecords, Users } from './ports/users.ts';
import { findUser, toUserAnswer } from './users.ts';

/** A function's answer may have 6 MB: the largest page still fits behind this, eight publishes of 256 KB, once as data and once as text. */
const enoughBytes = 1_000_000;
const recordsPerPage = 8;
const patienceMs = 5_000;

/**
 * Collects everything that is kept of a user in one document; of a user with very much, the part that one answer holds.
 * @throws Refused `not_found` when there is no such user; `cursor_invalid` for a cursor that no export gave.
 */
export async function exportUser(
  { id, cursor }: { id: string; cursor?: string | undefined },
  { users, records, suppressions, now }: { users: Users; records: UserRecords; suppressions: Suppressions; now: Now },
): Promise<UserExport> {
  const user = await findUser(id, users);
  const until = now().getTime() + patienceMs;
  const parts: UserRecord[] = [];
  let after = cursor;
  let bytes = 0;
  do {
    const page = await records.page({ userId: id, after, limit: recordsPerPage });
    parts.push(...page.records);
    bytes += Buffer.byteLength(JSON.stringify(page.records));
    after = page.next;
  } while (after !== undefined && bytes < enoughBytes && now().getTime() < until);

  const addresses = leadingChannels().flatMap((channel) => allAddressesOn(channel, user));
  const found = await Promise.all(addresses.map((address) => suppressions.find(address)));
  const of = <Kind extends UserRecord['kind']>(kind: Kind) => parts.filter((part) => isOf(kind, part));
  const throttles = of('frequency-cap').flatMap(toThrottle);
  const connections = of('connection').map(({ since }) => ({ since: since.toISOString() }));
  const chats = of('chat-connection').map(({ connection }) => toAnswer(connection));
  const devices = of('device').map(({ device }) => toDeviceAnswer(device));
  return {
    user: toUserAnswer(user),
    choices: toChoices(user),
    suppressions: found.flatMap((suppression) => (suppression ? [toSuppressionAnswer(suppression)] : [])),
    known_addresses: of('address').map(({ hash: sha256, until }) => ({ sha256, until: until?.toISOString() })),
    topics: of('subscription').map(({ topic }) => topic),
    schedules: of('schedule').map(({ scheduleId }) => scheduleId),
    ...(connections.length > 0 && { connections }),
    ...(chats.length > 0 && { chat_connections: chats }),
    ...(devices.length > 0 && { devices }),
    attention: of('frequency-cap').flatMap(toFrequencyCap),
    ...(throttles.length > 0 && { throttles }),
    ...ifAny('batches', of('batch').map(toOpenBatch)),
    ...ifAny('batch_entries', of('batch-entry').map(toBatchEntry)),
    digests: of('digests').map(toDigests),
    closed_digests: of('closed-digest').map(({ frequency: cadence, number, date, dueAt }) => {
      return { cadence, number, date, due_at: dueAt.toISOString() };
    }),
    digest_entries: of('digest-entry').map(toDigestEntry),
    notifications: of('notification').map(toExported),
    ...(after !== undefined && { next_cursor: after }),
  };
}

type RecordOf<Kind extends UserRecord['kind']> = UserRecord & { kind: Kind };

function isOf<Kind extends UserRecord['kind']>(kind: Kind, part: UserRecord): part is RecordOf<Kind> {
  return part.kind === kind;
}

function toFrequencyCap({ window, taken }: RecordOf<'frequency-cap'>): UserExport['attention'] {
  return parseThrottleWindow(window) === undefined ? [{ ...parseWindow(window), taken }] : [];
}

function toThrottle({ window, taken }: RecordOf<'frequency-cap'>): NonNullable<UserExport['throttles']> {
  const throttle = parseThrottleWindow(window);
  return throttle === undefined ? [] : [{ ...throttle, taken }];
}

function ifAny<Name extends string, Item>(name: Name, items: Item[]): Partial<Record<Name, Item[]>> {
  return items.length === 0 ? {} : ({ [name]: items } as Record<Name, Item[]>);
}

function toOpenBatch({ workflow, key: key_sha256, batch }: RecordOf<'batch'>): NonNullable<UserExport['batches']>[number] {
  const { id: notification, until, count } = batch;
  return { workflow, key_sha256, notification, until: until.toISOString(), count };
}

function toBatchEntry({ batchId: batch, entry }: RecordOf<'batch-entry'>): NonNullable<UserExport['batch_entries']>[number] {
  const { notificationId: notification, actor } = entry;
  return { batch, notification, actor };
}

function toDigests({ frequency: cadence, state: { number, due, lastDate } }: RecordOf<'digests'>): UserExport['digests'][number] {
  return { cadence, number, due_at: due?.at.toISOString(), due_date: due?.date, last_date: lastDate };
}

function toDigestEntry({ frequency: cadence, number, entry }: RecordOf<'digest-entry'>): UserExport['digest_entries'][number] {
  const { notificationId: notification, channel, category, title, body, actionUrl: action_url, createdAt } = entry;
  return { cadence, number, notification, channel, category, title, body, action_url, created_at: createdAt.toISOString() };
}

function toChoices({ preferences = {}, quietHours, digestTime, digestDay }: User): UserExport['choices'] {
  return { preferences, quiet_hours: quietHours, digest_time: digestTime, digest_day: digestDay };
}

function toExported({ notification, messages, inboxItem, marks = {} }: RecordOf<'notification'>): ExportedNotification {
  const { data, locale, timezone, profile, topic, broadcast, actor, batch } = notification;
  const addresses = messages.flatMap(({ channel, address }) =>
    address === undefined ? [] : [[channel, addressKept(channel, address)]],
  );
  return {
    ...toNotificationAnswer({ notification, messages }),
    data,
    locale,
    timezone,
    profile,
    topic,
    broadcast,
    actor,
    gathered: batch,
    addresses: Object.fromEntries(addresses),
    inbox: inboxItem && {
      ...toFeedItem(inboxItem),
      seen_at: marks.seenAt?.toISOString(),
      read_at: marks.readAt?.toISOString(),
    },
  };
}
