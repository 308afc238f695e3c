import type { Told } from '../webhooks/call-back.ts';
import type { ChangedNotifications, EventSink } from './ports/events.ts';
import { changesOf } from './rules/changes-of.ts';
import { eventOf } from './rules/event-of.ts';
import type { RecordChange } from './rules/images.ts';

export type TellChangesDeps = {
  notifications: Pick<ChangedNotifications, 'find'>;
  sinks: readonly EventSink[];
  /** Absent where there are no webhooks. */
  callBack?: ((told: readonly Told[]) => Promise<void>) | undefined;
};

/** Tells others what some writes to the table have changed. Whatever fails, all of it may be told again: ids stay the same. */
export async function tellChanges(
  records: readonly RecordChange[],
  { notifications, sinks, callBack }: TellChangesDeps,
): Promise<void> {
  const changes = records.flatMap(changesOf);
  const known = new Map(
    records.flatMap(({ of, after }) => (of === 'notification' && after !== undefined ? [[after.id, after] as const] : [])),
  );
  const wanted = new Set(changes.flatMap(({ notificationId: id }) => (id === undefined || known.has(id) ? [] : [id])));
  const found = wanted.size === 0 ? known : new Map([...known, ...(await notifications.find([...wanted]))]);
  const told = changes.flatMap((change): Told[] => {
    const notification = found.get(change.notificationId ?? '');
    const event = eventOf(change, notification);
    return event === undefined ? [] : [{ event, notification }];
  });
  if (told.length === 0) return;
  const events = told.map(({ event }) => event);
  await Promise.all([...sinks.map((sink) => sink.put(events)), callBack?.(told)]);
}
