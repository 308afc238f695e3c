import { ask } from './api.js';
import { repeat } from './repeat.js';

/** The users that the system knows, as ids; says `changed` when that is so. */
export const users = Object.assign(new EventTarget(), { ids: [] });

const polling = repeat(async () => {
  const { data } = await ask('GET', '/local/users');
  const ids = data.map(({ id }) => id).sort((a, b) => a.localeCompare(b));
  if (ids.join('\n') === users.ids.join('\n')) return;
  users.ids = ids;
  users.dispatchEvent(new Event('changed'));
}, 5_000);

/** Looks again at once: a publish may have made a new one. */
export function lookForUsers() {
  polling.now();
}

/** Calls `show` with the ids now, and each time they change. */
export function onUsers(show) {
  users.addEventListener('changed', () => show(users.ids));
  if (users.ids.length > 0) show(users.ids);
}
