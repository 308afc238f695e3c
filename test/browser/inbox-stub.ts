import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildClient } from '../../bin/client.ts';
import type { FeedItem } from '../../contract/channels/inbox/feed.ts';
import type { PreferencesAnswer } from '../../contract/preferences/preferences.ts';

/** What the stub answers; tests change it as they go. */
export type StubState = {
  items: FeedItem[];
  preferences: PreferencesAnswer;
  /** Every call of the API fails while this is so. */
  broken: boolean;
  /** Changes are refused while this is so. */
  readOnly: boolean;
  /** No list is answered while this is so. */
  silent: boolean;
  /** What was changed, as method and path. */
  changes: string[];
};

/** A page with a bell, the client as it ships, and an API in memory, all under the strictest policy. */
export async function startInboxStub() {
  const files = await buildClient();
  const state = aState();

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
    const images = searchParams.get('alerts')?.includes('favicon') ? "; img-src 'self' data:" : ''; // as client/README.md asks
    response.setHeader('content-security-policy', `default-src 'self'${images}`);
    if (pathname.startsWith('/v1/me/')) return answerApi({ state, request, response, pathname, searchParams });
    if (pathname === '/grace.svg') return response.setHeader('content-type', 'image/svg+xml').end(portrait);
    const script = pathname === '/page.js' ? pageScript : files.get(pathname.slice(1));
    response.setHeader('content-type', script === undefined ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8');
    response.end(script ?? pageOf(searchParams));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

  return {
    state,
    reset: () => Object.assign(state, aState()),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}

/** One item; the number decides id and age. */
export function anItem(number: number, given: Partial<FeedItem> = {}): FeedItem {
  return {
    id: `ntf_${String(number).padStart(26, '0')}`,
    workflow: 'repair-approved',
    category: 'repairs',
    priority: 'normal',
    title: `Repair R-${1000 + number} was approved`,
    body: 'The work can begin. You will hear from us when a date is set.',
    created_at: new Date(Date.now() - (100 - number) * 3_600_000).toISOString(),
    read: false,
    seen: false,
    archived: false,
    ...given,
  };
}

function aState(): StubState {
  return { items: [], preferences: aPreferences(), broken: false, readOnly: false, silent: false, changes: [] };
}

function aPreferences(): PreferencesAnswer {
  const both = { inbox: 'opted_in', email: 'opted_in' } as const;
  return {
    categories: {
      repairs: { ...both, sms: 'opted_out', digest: 'daily', chosen: ['digest'], changeable: true, required: [] },
      billing: { ...both, digest: 'immediate', chosen: [], changeable: true, required: ['invoice'] },
      news: { inbox: 'varies', email: 'opted_out', digest: 'off', chosen: [], changeable: true, required: [] },
      security: { ...both, sms: 'opted_in', digest: 'immediate', chosen: [], changeable: false, required: ['sign-in'] },
      'daily-digest': { email: 'opted_out', chosen: ['email'], changeable: true, required: [] },
    },
    digest_time: '08:00',
    digest_day: 'monday',
    quiet_hours: { start: '22:00', end: '07:00', days: { friday: { start: '23:30', end: '09:00' }, sunday: 'none' } },
    timezone: 'Europe/London',
  };
}

type Asked = {
  state: StubState;
  request: IncomingMessage;
  response: ServerResponse;
  pathname: string;
  searchParams: URLSearchParams;
};

async function answerApi({ state, request, response, pathname, searchParams }: Asked): Promise<void> {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-poll-interval': '1' }).end(JSON.stringify(body));
  const isRead = request.method === 'GET';
  if (state.broken || (state.readOnly && !isRead)) return void answer(503, { code: 'unavailable', title: 'not now' });
  if (pathname.endsWith('/preferences')) {
    if (!isRead) changePreferences(state, JSON.parse(await textOf(request)));
    return void answer(200, state.preferences);
  }
  if (!isRead) {
    const text = await textOf(request);
    mark(state, request.method === 'PUT', pathname, text === '' ? {} : JSON.parse(text));
    state.changes.push(`${request.method} ${pathname.split('/').slice(4).join('/')}`);
    return void answer(200, { counts: countsOf(state), watermark: 'w2' });
  }
  if (!state.silent) answer(200, pageOfItems(state, searchParams));
}

function pageOfItems(state: StubState, query: URLSearchParams) {
  const category = query.get('category');
  const isAsked = (item: FeedItem) =>
    item.archived === (query.get('archived') === 'true') &&
    (item.snoozed_until !== undefined) === (query.get('snoozed') === 'true') &&
    (query.get('status') !== 'unread' || !item.read) &&
    (category === null || item.category === category);
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit') ?? 25);
  const asked = state.items.filter(isAsked);
  const more = end < asked.length ? { next_cursor: String(end) } : {};
  const byCategory = query.has('count_categories') ? { category_counts: countsByCategory(state) } : {};
  return { data: asked.slice(start, end), counts: countsOf(state), watermark: 'w1', ...more, ...byCategory };
}

function countsByCategory({ items }: StubState) {
  const categories = [...new Set(items.map(({ category }) => category))];
  return Object.fromEntries(
    categories.map((one) => [one, countsOf({ items: items.filter(({ category }) => category === one) })]),
  );
}

function countsOf({ items }: Pick<StubState, 'items'>) {
  const open = items.filter(({ archived, snoozed_until }) => !archived && !snoozed_until);
  return {
    unread: Math.min(100, open.filter(({ read }) => !read).length),
    unseen: Math.min(100, open.filter(({ seen }) => !seen).length),
  };
}

function mark(state: StubState, on: boolean, pathname: string, { until }: { until?: string }): void {
  const [, , , , ...rest] = pathname.split('/');
  const name = rest.at(-1);
  state.items = state.items.map((item) => {
    if (rest.length > 1 && rest[0] !== item.id) return item;
    if (name === 'snooze') {
      const { snoozed_until, ...rest } = item;
      return until ? { ...rest, read: true, snoozed_until: until } : { ...rest, read: false };
    }
    if (name === 'archived') return { ...item, archived: on };
    return { ...item, seen: true, ...(name === 'read' && { read: on }) };
  });
}

/** Just enough of a merge patch. */
function changePreferences(state: StubState, patch: Record<string, unknown>): void {
  state.preferences = merge(state.preferences, patch) as PreferencesAnswer;
}

function merge(whole: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null) return patch;
  const merged: Record<string, unknown> = { ...Object(whole) };
  for (const [name, part] of Object.entries(patch)) {
    if (part === null) delete merged[name];
    else merged[name] = merge(merged[name], part);
  }
  return merged;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

const portrait = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#0f766e" d="M0 0h8v8H0z"/></svg>';

const pageScript = `
import { createClient } from '/inbox.js';
const bell = document.querySelector('bellhop-inbox');
const language = new URLSearchParams(location.search).get('texts');
const categories = new URLSearchParams(location.search).get('categories');
if (categories) bell.categories = categories.split(',');
if (language) bell.texts = (await import('/' + language + '.js'))[language];
const client = createClient({ baseUrl: location.origin, getToken: () => 'a.token.here' });
const pageSize = Number(new URLSearchParams(location.search).get('page'));
if (pageSize) {
  const { createInbox } = await import('/index.js');
  bell.inbox = createInbox(client, { pageSize });
  bell.inbox.start();
}
bell.client = client;
bell.addEventListener('bellhop-action', (event) => {
  document.title = 'pressed ' + event.detail.action.id;
  if (new URLSearchParams(location.search).has('take')) event.preventDefault();
});
bell.addEventListener('bellhop-open', (event) => {
  document.title = event.detail.item.title;
  if (new URLSearchParams(location.search).has('take')) event.preventDefault();
});
`;

/** The page; `dir`, `scheme` (its colours), `theme`, `lang`, `alerts` (attributes) and `at` (where the bell is) come from its address. */
function pageOf(query: URLSearchParams): string {
  const dir = query.get('dir') ?? 'ltr';
  const scheme = `<meta name="color-scheme" content="${query.get('scheme') ?? 'light dark'}">`;
  const alerts = query.get('alerts') ?? '';
  const theme = query.has('theme') ? ` theme="${query.get('theme')}"` : '';
  return `<!doctype html>
<html lang="${query.get('lang') ?? 'en-GB'}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${scheme}
<title>Shop</title><script type="module" src="/page.js"></script></head>
<body><header align="${query.get('at') ?? (dir === 'rtl' ? 'left' : 'right')}"><bellhop-inbox${theme} ${alerts}></bellhop-inbox></header>
<main><h1>Shop</h1><button type="button">Something else</button></main></body></html>`;
}
