import { listStore } from '../api/list-store.ts';

/** The users that the system knows. */
export const users = listStore('GET /local/users', 5_000);

/** Calls `show` with their ids now, and each time they change. */
export function onUsers(show: (ids: string[]) => void): void {
  users.onChange((list) => show(list.map(({ id }) => id)));
}
