import type { ChangedNotifications, EventSink } from './ports/events.ts';
import { changesOf } from './rules/changes-of.ts';
import { eventOf } from './rules/event-of.ts';
import type { RecordChange } from './rules/images.ts';

export type TellChangesDeps = { notifications: ChangedNotifications; sinks: readonly EventSink[] };

/** Tells others what some writes to the table have changed. Whatever fails, all of it may be told again: ids stay the same. */
export async function tellChanges(records: readonly RecordChange[], { notifications, sinks }: TellChangesDeps): Promise<void> {
  const changes = records.flatMap(changesOf);
  const known = new Map(
    records.flatMap(({ of, after }) => (of === 'notification' && after !== undefined ? [[after.id, after] as const] : [])),
  );
  const wanted = new Set(changes.flatMap(({ notificationId: id }) => (id === undefined || known.has(id) ? [] : [id])));
  const found = wanted.size === 0 ? known : new Map([...known, ...(await notifications.find([...wanted]))]);
  const events = changes.flatMap((change) => eventOf(change, found.get(change.notificationId ?? '')) ?? []);
  if (events.length > 0) await Promise.all(sinks.map((sink) => sink.put(events)));
}
