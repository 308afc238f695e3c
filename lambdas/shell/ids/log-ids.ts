import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

/** By what a failure is found again: `notificationId`, `requestId`, `userId`, `messageId`, and whatever else names what was worked on. */
export type LogIds = Readonly<Record<string, string | number | undefined>>;

const scope = new AsyncLocalStorage<Record<string, string | number | undefined>>();

/** Works in a scope: every failure that is logged in it has these ids, and those that are noted on the way. */
export function withLogIds<Result>(ids: LogIds, work: () => Result): Result {
  return scope.run({ ...ids }, work);
}

/** Gives each call of a handler a scope of its own, so that a failure of it is logged with what was noted until then. */
export function inLogScope<Event, Context, Result>(handler: (event: Event, context: Context) => Result) {
  return (event: Event, context: Context): Result => withLogIds({}, () => handler(event, context));
}

/** Adds ids to the scope, once they are known: of a notification, its request and its user. */
export function noteLogIds(ids: LogIds): void {
  const noted = scope.getStore();
  if (noted !== undefined) Object.assign(noted, ids);
}

/** The ids that have been noted so far. */
export function notedLogIds(): LogIds {
  return scope.getStore() ?? {};
}

/**
 * Writes a user's id as a log may have it. Apps have addresses and phone numbers as ids too, so of what may be one there is only
 * a hash; who knows the id can find that again (docs/runbook.md).
 */
export function userIdInLog(id: string): string {
  const isPlain = /^[\w-]{1,64}$/.test(id) && !/^\d{7,15}$/.test(id);
  return isPlain ? id : `sha256:${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}
