/** The parts of the console of which one is shown in the middle. */
export const stages = ['inboxes', 'simulation', 'people', 'later', 'system'];

/** All parts; on a narrow screen one of them is shown. */
const views = ['publish', ...stages, 'outbox'];

/**
 * Where the address bar's `#…` leads: `{ view }`, `{ notification }`, an entry of the outbox as `{ view, sent }`, a user as `{ view, person }`.
 * So everything that can be opened is a link, and the back button closes it.
 */
export function readRoute(hash) {
  const name = decodeURIComponent(hash.slice(1));
  if (name.startsWith('ntf_')) return { notification: name };
  if (name.startsWith('outbox/')) return { view: 'outbox', sent: name.slice('outbox/'.length) };
  if (name.startsWith('people/')) return { view: 'people', person: name.slice('people/'.length) };
  return { view: views.includes(name) ? name : 'publish' };
}

/** The link to a notification's story. */
export function linkToNotification(id) {
  return `#${encodeURIComponent(id)}`;
}

/** The link to what was sent. */
export function linkToSent(id) {
  return `#outbox/${encodeURIComponent(id)}`;
}

/** Calls `show` with the route now, and each time it changes. */
export function onRoute(show) {
  window.addEventListener('hashchange', () => show(readRoute(location.hash)));
  show(readRoute(location.hash));
}
