/** Whether somebody means one notification. */
export function isNotification(typed: string): boolean {
  return typed.startsWith('ntf_');
}

/** What is searched for by what was typed: a request, an address, or a user; nothing finds everything. `key:` goes before a cancellation key. */
export function filterFor(typed: string): Record<string, string> {
  if (typed === '') return {};
  if (typed.startsWith('req_')) return { request: typed };
  if (typed.startsWith('key:')) return { cancellation_key: typed.slice('key:'.length) };
  if (typed.startsWith('topic:')) return { topic: typed.slice('topic:'.length) };
  return /^\+|@/.test(typed) ? { address: typed } : { user: typed };
}

/** The same again for a link's filter: what to type for it. */
export function typedFor(filter: Readonly<Record<string, string>>): string {
  const { request, cancellation_key, topic, address, user } = filter;
  if (cancellation_key !== undefined) return `key:${cancellation_key}`;
  if (topic !== undefined) return `topic:${topic}`;
  return request ?? address ?? user ?? '';
}
