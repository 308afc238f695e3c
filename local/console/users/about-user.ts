import { apiKeys, ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { showChatsOf } from '../chat/connections.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId, type Child, element } from '../elements/element.ts';
import { whenIn } from '../elements/time.ts';
import { notificationRow } from '../message-log/notification-row.ts';
import { linkToLog } from '../route.ts';
import { suppressionRow } from '../sending/suppression-row.ts';
import { showDevicesOf } from './devices-of-user.ts';
import { downloadExport } from './export.ts';
import { showInboxOf } from './inbox-of-user.ts';
import { isOfTenant, shownName } from './of-tenant.ts';
import { users } from './users.ts';
import { attributeRows, listRows, whoRows } from './who-rows.ts';

const live = { bearer: apiKeys.live };
const mostShown = 10;
let user = '';

/** Brings what can be done with a user to life. */
export function startAboutUser(): void {
  byId('export-user').addEventListener('click', () => report(() => downloadExport(user)));
  byId('erase-user').addEventListener('click', () => report(erase));
}

/** Shows who a user is, what stands against their addresses, what they were sent, and what is in their inbox. */
export function showAboutUser(id: string): void {
  user = id;
  say('');
  if (isOfTenant(id)) {
    byId('about-user').hidden = true;
    say(`${shownName(id)} is a tenant's user, and this page is for the stage's own: ask with the header X-Tenant.`);
    return;
  }
  for (const place of ['user-facts', 'user-devices', 'user-suppressions', 'user-log', 'user-inbox'])
    byId(place).replaceChildren();
  byId('user-log-all', HTMLAnchorElement).href = linkToLog({ user: id });
  const known = facts(id);
  byId('user-devices-card').hidden = true;
  byId('user-chats-card').hidden = true;
  const parts = [known, suppressions(id), notifications(id), inbox(id)];
  void Promise.all(parts.map((part) => part.catch((error) => tell(error, known, id))));
}

/** Nothing more is said of a user who is not known. */
async function tell(error: unknown, known: Promise<boolean>, id: string): Promise<void> {
  if ((await known.catch(() => true)) && id === user) say(messageOf(error));
}

/** Answers whether the user is known and still the one to show. The first user whose id begins so is the user itself. */
async function facts(id: string): Promise<boolean> {
  const { data } = await ask(`GET /v1/users?${new URLSearchParams({ prefix: id, limit: '1' })}`, live);
  if (id !== user) return false;
  const [found] = data;
  const isKnown = found?.id === id;
  byId('about-user').hidden = !isKnown;
  if (!isKnown) return false;
  const described: Record<string, unknown> = { ...found, ...(found.devices && { devices: found.devices.length }) };
  const addresses = listedChannels
    .flatMap(({ address }) => address ?? [])
    .map(({ field, noun }) => {
      const value = described[field];
      return [noun.charAt(0).toUpperCase() + noun.slice(1), value === undefined ? 'none' : String(value)] as const;
    });
  const rows: (readonly [string, Child])[] = [
    ...whoRows(found),
    ...addresses,
    ...listRows(found),
    ['Language', found.locale ?? 'none chosen'],
    ['Time zone', found.timezone ?? 'none chosen'],
    ['Known since', whenIn(found.created_at)],
    ...attributeRows(found),
  ];
  byId('user-facts').replaceChildren(...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  if (found.devices) await devices(id);
  if (listedChannels.some(({ name }) => name === 'chat')) await chats(id);
  return true;
}

async function devices(id: string): Promise<void> {
  const rows = await showDevicesOf(id, () => showAboutUser(id));
  if (id !== user) return;
  byId('user-devices').replaceChildren(...rows);
  byId('user-devices-card').hidden = rows.length === 0;
}

/** A stage that has chats off has no such calls. */
async function chats(id: string): Promise<void> {
  const place = element('div');
  await showChatsOf(place, `users/${encodeURIComponent(id)}`).catch(() => place.replaceChildren());
  if (id !== user) return;
  byId('user-chats').replaceChildren(place);
  byId('user-chats-card').hidden = place.childElementCount === 0;
}

async function suppressions(id: string): Promise<void> {
  byId('user-suppressions-empty').hidden = true;
  const { data } = await ask(`GET /local/user-suppressions/${encodeURIComponent(id)}`); // what fails is told, and says nothing of the user
  if (id !== user) return;
  byId('user-suppressions').replaceChildren(...data.map((one) => suppressionRow(one, () => showAboutUser(id))));
  byId('user-suppressions-empty').hidden = data.length > 0;
}

async function notifications(id: string): Promise<void> {
  const query = new URLSearchParams({ user: id, limit: String(mostShown) });
  const { data } = await ask(`GET /v1/notifications?${query}`, live);
  if (id !== user) return;
  const none: Child = element('li', { class: 'hint' }, 'None is kept.');
  byId('user-log').replaceChildren(...(data.length === 0 ? [none] : data.map((one) => notificationRow(one, true))));
}

async function inbox(id: string): Promise<void> {
  const items = await showInboxOf(id);
  if (id === user) byId('user-inbox').replaceChildren(...items);
}

async function erase(): Promise<string> {
  const erased = user;
  await ask(`DELETE /v1/users/${encodeURIComponent(erased)}`, live);
  users.refresh();
  showAboutUser(erased);
  return `${erased} is erased.`;
}

async function report(work: () => Promise<string>): Promise<void> {
  say(await work().catch(messageOf));
}

function say(text: string): void {
  byId('about-user-state').textContent = text;
}
