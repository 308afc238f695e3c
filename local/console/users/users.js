import { listStore } from '../api/list-store.js';

/** The users that the system knows. */
export const users = listStore('/local/users', 5_000);

/** Calls `show` with their ids now, and each time they change. */
export function onUsers(show) {
  users.onChange((list) => show(list.map(({ id }) => id)));
}
