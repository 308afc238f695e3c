import type { FeedChanged, FeedPage, UnreadCount } from '../contract/channels/inbox/feed.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../contract/preferences/preferences.ts';
import { BellhopError, errorOf } from './errors.ts';

/** Where the API is, and how to come by a token for the user: `refresh` when the last one is no longer good. */
export type ClientOptions = {
  baseUrl: string;
  getToken: (ask: { refresh: boolean }) => string | Promise<string>;
  fetch?: typeof fetch;
};

/** Calls a call off. */
export type Options = { signal?: AbortSignal | undefined };

/** Which part of the inbox: docs/openapi.json, `GET /v1/me/notifications`. */
export type ListQuery = {
  status?: 'all' | 'unread' | 'read' | 'unseen';
  category?: string;
  archived?: boolean;
  snoozed?: boolean;
  count_categories?: boolean;
  limit?: number;
  cursor?: string;
  since?: string;
};

/**
 * What an answer says beside its body: `etag` is handed back as `unless`, `pollSeconds` is how often to ask, `liveUrl` where one can connect to be
 * told instead.
 */
export type Held<Body> = { etag: string | undefined; pollSeconds: number | undefined; liveUrl?: string | undefined; body: Body };

/** Every call of a user's own plane, `/v1/me`. Each rejects with a `BellhopError`, or with the reason of its signal. */
export type BellhopClient = ReturnType<typeof createClient>;

/** Makes a client. It fetches a token when it first needs one, and a fresh one once when the server says 401. */
export function createClient({ baseUrl, getToken, fetch: ask = (...args) => fetch(...args) }: ClientOptions) {
  const base = baseUrl.replace(/\/+$/, '');
  let feedBase = base; // where the API says that reads of the inbox go
  let isFeedLost = false;
  let token: Promise<string> | undefined;

  function tokenFor(ask: { refresh: boolean }): Promise<string> {
    const asked = Promise.resolve(getToken(ask));
    token = asked;
    asked.catch(() => {
      if (token === asked) token = undefined; // the next call asks again
    });
    return asked;
  }

  async function send(method: string, path: string, { body, headers, signal, at = base }: Sent): Promise<Response> {
    const used = token ?? tokenFor({ refresh: false });
    const once = async (bearer: string) =>
      ask(`${at}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${bearer}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
        keepalive: method !== 'GET', // a change made by following a link must outlive the page
        cache: 'no-store', // the ETag is ours to keep: a browser's cache would answer for it
        signal: signal ?? null,
      });
    try {
      const response = await once(await used);
      if (response.status !== 401) return response;
      // of many calls that meet a dead token, the first asks for a new one, and the others use that
      return await once(await (token === used ? tokenFor({ refresh: true }) : (token ?? tokenFor({ refresh: true }))));
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof BellhopError) throw cause;
      throw new BellhopError('network', 'no answer came', { cause });
    }
  }

  async function call<Body>(method: string, path: string, sent: Sent = {}): Promise<Held<Body>> {
    const response = await send(method, path, sent);
    if (!response.ok) throw await errorOf(response);
    const body = await response.json().catch((cause: unknown) => {
      sent.signal?.throwIfAborted();
      throw new BellhopError('unreadable', 'an unreadable answer', { status: response.status, cause });
    });
    return { ...heldOf(response), body };
  }

  /** Asks where the API says that inboxes are read; the API itself once nobody answers there, or a page may not ask there. */
  async function sendToFeed(path: string, sent: Sent): Promise<Response> {
    const isElsewhere = feedBase !== base;
    if (isElsewhere) {
      const response = await send('GET', path, { ...sent, at: feedBase }).catch(() => sent.signal?.throwIfAborted());
      if (response && response.status !== 403) return response;
    }
    const response = await send('GET', path, sent); // offline, nobody answers either way, and nothing is learnt
    isFeedLost ||= isElsewhere;
    feedBase = (!isFeedLost && response.headers.get('X-Feed-Url')?.replace(/\/+$/, '')) || base;
    return response;
  }

  /** A read that is not answered when what `unless` names is what there is. */
  async function read<Body>(
    path: string,
    { unless, signal }: Options & { unless?: string | undefined },
  ): Promise<Held<Body | undefined>> {
    const response = await sendToFeed(path, { headers: headersOf('If-None-Match', unless), signal });
    if (response.status === 304) return { ...heldOf(response), etag: unless, body: undefined };
    if (!response.ok) throw await errorOf(response);
    return { ...heldOf(response), body: (await response.json()) as Body };
  }

  const mark =
    (method: 'PUT' | 'DELETE', name: string) =>
    async (id: string, { signal }: Options = {}, body?: unknown) =>
      (await call<FeedChanged>(method, `/v1/me/notifications/${encodeURIComponent(id)}/${name}`, { body, signal })).body;
  const snooze = mark('PUT', 'snooze');
  const markThrough =
    (name: string) =>
    async (through: string, { signal }: Options = {}) =>
      (await call<FeedChanged>('PUT', `/v1/me/notifications/${name}`, { body: { through }, signal })).body;

  return {
    /** A page of the inbox, newest first; no body when nothing has changed since the answer with the ETag `unless`. */
    list: (query: ListQuery = {}, options: Options & { unless?: string | undefined } = {}) =>
      read<FeedPage>(`/v1/me/notifications${toSearch(query)}`, options),
    /** How many are unread and unseen; no body when nothing has changed. */
    unreadCount: (options: Options & { unless?: string | undefined } = {}) =>
      read<UnreadCount>('/v1/me/notifications/unread-count', options),
    markRead: mark('PUT', 'read'),
    markUnread: mark('DELETE', 'read'),
    markSeen: mark('PUT', 'seen'),
    markUnseen: mark('DELETE', 'seen'),
    archive: mark('PUT', 'archived'),
    unarchive: mark('DELETE', 'archived'),
    /** Puts an item aside until an instant (ISO 8601), when it comes back unread. */
    snooze: (id: string, until: string, options: Options = {}) => snooze(id, options, { until }),
    unsnooze: mark('DELETE', 'snooze'),
    /** Everything that the page with this watermark showed; what arrived after it stays unread. */
    markAllRead: markThrough('read'),
    markAllSeen: markThrough('seen'),
    /** What the user gets and how, with its ETag. */
    preferences: ({ signal }: Options = {}) => call<PreferencesAnswer>('GET', '/v1/me/preferences', { signal }),
    /** A merge patch; rejects with `precondition_failed` when they are no longer those with the ETag `ifMatch`. */
    changePreferences: (patch: PreferencesPatch, { ifMatch, signal }: Options & { ifMatch?: string | undefined } = {}) =>
      call<PreferencesAnswer>('PATCH', '/v1/me/preferences', {
        body: patch,
        headers: headersOf('If-Match', ifMatch),
        signal,
      }),
    /** The token that calls are made with, or another one. */
    token: ({ refresh } = { refresh: false }): Promise<string> => (refresh ? undefined : token) ?? tokenFor({ refresh }),
    /** Whom the token speaks for, so that two users in one browser never share what they read; nothing when it does not say. */
    async user(): Promise<string | undefined> {
      return subjectOf(await (token ?? tokenFor({ refresh: false })));
    },
  };
}

type Sent = { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal | undefined; at?: string };

function heldOf({ headers }: Response): Omit<Held<unknown>, 'body'> {
  const seconds = Number(headers.get('X-Poll-Interval'));
  return {
    etag: headers.get('ETag') ?? undefined,
    pollSeconds: seconds > 0 ? seconds : undefined,
    liveUrl: headers.get('X-Live-Url') ?? undefined,
  };
}

function headersOf(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

function toSearch(query: ListQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** Read and not trusted: the server alone decides whose inbox it is. */
function subjectOf(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).sub;
  } catch {
    return undefined; // a token may be anything
  }
}
