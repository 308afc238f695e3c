import { apiKeys, ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { repeat } from '../api/repeat.ts';
import { followBroadcast, startBroadcasts } from '../broadcasts/follow-broadcast.ts';
import { channelNames } from '../delivery/channels.ts';
import { statuses } from '../delivery/status.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { linkToLog, linkToNotification } from '../route.ts';
import { askedAs } from '../users/of-tenant.ts';
import { type Listed, notificationRow } from './notification-row.ts';
import { closeReplay, startReplay } from './replay.ts';
import { filterFor, isNotification, typedFor } from './what-is-meant.ts';

const pageSize = 50;
const mostEmptyPages = 5; // of 200 looked at each: then whoever searches is asked whether to go on
const sinceOf: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };

let found: Listed[] = [];
let cursor: string | undefined;
let asked = 0;

/** Lists what was accepted, newest first, and what became of it; and searches it. */
export function startLog(): void {
  byId('log-channel').append(...Object.entries(channelNames).map(([value, name]) => element('option', { value }, name)));
  byId('log-status').append(...statuses.map((value) => element('option', {}, value)));
  const polling = repeat(async () => {
    const { data } = await ask('GET /local/workflows');
    byId('log-workflow').append(...data.map(({ key }) => element('option', {}, key)));
    polling.stop(); // they change with a restart only
    return undefined;
  });
  byId('log-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = field('log-search').value.trim();
    if (isNotification(typed)) location.hash = linkToNotification(typed);
    else if (location.hash === linkToLog(readFilter())) void search();
    else location.hash = linkToLog(readFilter());
  });
  byId('log-form').addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) byId('log-form', HTMLFormElement).requestSubmit();
  });
  byId('log-more').addEventListener('click', () => void more(asked));
  startBroadcasts();
  startReplay(() => timed(readFilter()));
}

/** Shows the list as a link filters it. */
export function openLog(filter: Readonly<Record<string, string>>): void {
  const { channel = '', status = '', workflow = '', since = '', ...typed } = filter;
  for (const [name, value] of Object.entries({ channel, status, workflow, since })) choose(`log-${name}`, value);
  field('log-search').value = typedFor(typed);
  closeReplay();
  followBroadcast(filter.request);
  void search();
}

/** The workflows may not be there yet. */
function choose(id: string, value: string): void {
  const select = byId(id, HTMLSelectElement);
  if (![...select.options].some((option) => option.value === value)) select.append(element('option', {}, value));
  select.value = value;
}

function readFilter(): Record<string, string> {
  const chosen = ['channel', 'status', 'workflow', 'since'].map((name) => [name, field(`log-${name}`).value]);
  return Object.fromEntries(
    [...Object.entries(filterFor(field('log-search').value.trim())), ...chosen].filter(([, value]) => value !== ''),
  );
}

async function search(): Promise<void> {
  found = [];
  cursor = undefined;
  asked += 1;
  await more(asked);
}

/** Reads on until there is something to show. An answer to a search that was given up is dropped. */
async function more(search: number): Promise<void> {
  say('Reading…');
  try {
    for (let pages = 0; pages < mostEmptyPages; pages += 1) {
      const page = await read(readFilter());
      if (search !== asked) return;
      found.push(...page.data);
      cursor = page.next_cursor;
      if (page.data.length > 0 || cursor === undefined) break;
    }
    show();
  } catch (error) {
    if (search === asked) say(messageOf(error));
  }
}

/** Reads a page. One of a tenant does not say whose its notifications are, as that was asked for. */
async function read({ user, ...filter }: Record<string, string>): Promise<{ data: Listed[]; next_cursor?: string | undefined }> {
  const { own, tenant, headers } = askedAs(user ?? '');
  const query = { ...timed(filter), ...(user !== undefined && { user: own }), ...(cursor !== undefined && { cursor }) };
  const search = new URLSearchParams({ ...query, limit: String(pageSize) });
  const page = await ask(`GET /v1/notifications?${search}`, { bearer: apiKeys.live, headers });
  return tenant === undefined ? page : { ...page, data: page.data.map((one) => ({ ...one, tenant })) };
}

/** The same with the instant since when, in the place of how long that is ago. */
function timed({ since, ...filter }: Record<string, string>): Record<string, string> {
  const ms = since === undefined ? undefined : sinceOf[since];
  return { ...filter, ...(ms !== undefined && { since: new Date(Date.now() - ms).toISOString() }) };
}

function show(): void {
  showList(byId('log-list'), found, { key: ({ id }) => id, draw: (one) => notificationRow(one) });
  byId('log-more').hidden = cursor === undefined;
  say(endText());
}

function endText(): string {
  if (found.length > 0) return cursor === undefined ? 'That is all.' : '';
  return cursor === undefined
    ? 'Nothing matches among the notifications that are still kept.'
    : 'Nothing yet; there is more to look at.';
}

function field(id: string): HTMLInputElement | HTMLSelectElement {
  const found = byId(id);
  return found instanceof HTMLSelectElement ? found : byId(id, HTMLInputElement);
}

function say(text: string): void {
  byId('log-state').textContent = text;
}
