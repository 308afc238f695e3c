/** The parts of the console of which one is shown in the middle. */
const middle = ['log', 'inboxes', 'dry-run', 'users', 'workflows', 'later', 'sending', 'statistics', 'system', 'keys'];

/** All parts; on a narrow screen one of them is shown. */
const views = ['publish', ...middle, 'outbox'];

/** A part of the console, there perhaps one entry of the outbox or one user, or what a list is filtered by. */
export type View = {
  notification?: undefined;
  view: string;
  sent?: string;
  user?: string;
  workflow?: string;
  filter?: Record<string, string>;
};

/** What the address leads to. */
export type Route = View | { notification: string };

/** Whether a part is one of those in the middle. */
export function isInMiddle(view: string): boolean {
  return middle.includes(view);
}

/**
 * Reads where the address bar's `#…` leads. Everything that can be opened is a link, and the back button closes it.
 */
function readRoute(hash: string): Route {
  if (hash === '#history') return readRoute('#log'); // as the part is called
  const name = hash.startsWith('#log?') ? hash.slice(1) : decodeURIComponent(hash.slice(1)); // a query is decoded part by part
  if (name.startsWith('ntf_')) return { notification: name };
  if (name.startsWith('outbox/')) return { view: 'outbox', sent: name.slice('outbox/'.length) };
  if (name.startsWith('workflows/')) return { view: 'workflows', workflow: name.slice('workflows/'.length) };
  if (name.startsWith('users/')) return { view: 'users', user: name.slice('users/'.length) };
  if (name === 'log' || name.startsWith('log?'))
    return { view: 'log', filter: Object.fromEntries(new URLSearchParams(name.slice('log?'.length))) };
  return { view: views.includes(name) ? name : 'publish' };
}

/** Writes the link to a notification's timeline. */
export function linkToNotification(id: string): string {
  return `#${encodeURIComponent(id)}`;
}

/** Writes the link to the notifications that a filter lets through. */
export function linkToLog(filter: Readonly<Record<string, string>>): string {
  const query = String(new URLSearchParams(filter));
  return query === '' ? '#log' : `#log?${query}`;
}

/** The link to what was sent. */
export function linkToSent(id: string): string {
  return `#outbox/${encodeURIComponent(id)}`;
}

/** Writes the link to a user's preferences. */
export function linkToUser(id: string): string {
  return `#users/${encodeURIComponent(id)}`;
}

/** Whose room an id is of that is no user's: of the topic behind its "#". */
export function topicOfRoom(id: string): string | undefined {
  return id.startsWith('#') ? id.slice(1) : undefined;
}

/** Writes the link to a workflow. */
export function linkToWorkflow(key: string): string {
  return `#workflows/${encodeURIComponent(key)}`;
}

/** Calls `show` with the route now, and each time it changes. */
export function onRoute(show: (route: Route) => void): void {
  window.addEventListener('hashchange', () => show(readRoute(location.hash)));
  show(readRoute(location.hash));
}
