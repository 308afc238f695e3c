import type { Route } from '../../../contract/http/route.ts';
import { type RouteName, routes } from '../../../contract/http/routes.ts';
import openapi from '../../../docs/openapi.json' with { type: 'json' };
import { localSubscription } from '../../../local/emulators/providers/push/web-push.ts';
import { type OwnTable, openOwnTable, scanTable } from '../../../local/own-table.ts';
import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';
import { addBoundKey } from './bound-keys.ts';
import { type CallOf, callsOf, type MakeCalls, names, type Owned } from './every-call.ts';

/** Somebody with a key, a user's token, and things of their own; `word` is in all that is told of them, and of nobody else. */
type Owner = Owned & { word: string; key: string; token: string };
type Answered = { asked: string; status: number; body: string };

let localSystem: SharedLocalSystem;
let table: OwnTable;

beforeAll(async () => {
  localSystem = await shareLocalSystem();
  table = openOwnTable(localSystem.system.outputs.TableName ?? '', localSystem.system.endpoints.tables);
});
afterAll(() => table.stop());

const { user, topic, connection, cancellationKey, schedule } = names;
const chat = { kind: 'slack', url: 'https://hooks.slack.com/services/T/B/x' };

/** Has a user, a topic, connections, a device and notifications, under the same names as everybody. */
async function prepareOwner(word: string, key: string): Promise<Owner> {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await localSystem.call(method, path, { key, body });
    expect({ path, isOk: answer.status < 300, body: answer.body }).toMatchObject({ path, isOk: true });
    return answer.body;
  };
  await call('PUT', `/v1/users/${user}`, { email: `bob@${word}.example`, name: `Bob ${word}` });
  await call('PUT', `/v1/topics/${topic}/subscriptions/${user}`);
  await call('PUT', `/v1/users/${user}/chat-connections/${connection}`, { ...chat, description: word });
  await call('PUT', `/v1/topics/${topic}/chat-connections/${connection}`, { ...chat, description: word });
  const browser = (id: string) => localSubscription(`${id}-${word}`, localSystem.system.endpoints.providers);
  const { id: device } = await call('PUT', `/v1/users/${user}/devices`, browser('bob'));
  const { id: otherDevice } = await call('PUT', `/v1/users/${user}/devices`, browser('rob'));
  await call('PATCH', `/v1/users/${user}/preferences`, { categories: { general: { email: 'opted_in' } } });

  const message = { workflow: 'message', recipients: [user], data: { title: `Of ${word}`, body: `For the Bob of ${word}.` } };
  const sent = await call('POST', '/v1/notifications', { ...message, cancellation_key: cancellationKey });
  await call('POST', '/v1/schedules', { ...message, id: schedule, every: '9 hours' });
  const later = { ...message, cancellation_key: cancellationKey, send_at: new Date(Date.now() + 30 * 86_400_000).toISOString() };
  const [waiting] = (await call('POST', '/v1/notifications', later)).notifications;
  const [{ id: notification }] = sent.notifications;
  await eventually('one is sent, and the other waits', async () => {
    const both = await Promise.all(
      [notification, waiting.id].map((id) => localSystem.call('GET', `/v1/notifications/${id}`, { key })),
    );
    const statuses = both.map(({ body }) => body.messages?.map(({ status }: { status: string }) => status).join());
    return statuses.join(' and ') === 'delivered,delivered and scheduled,scheduled';
  });
  const { token } = await call('POST', `/v1/users/${user}/tokens`);
  const { watermark } = (await localSystem.call('GET', '/v1/me/notifications', { token })).body;
  return {
    word,
    key,
    token,
    notification,
    request: sent.id,
    waiting: waiting.id,
    device,
    otherDevice,
    watermark,
    newDevice: browser('new'),
  };
}

/** The routes that are tried, in the order in which they are. */
const tried = Object.entries(callsOf).map(([name, makeCalls]): { name: string; route: Route; makeCalls: MakeCalls } => ({
  name,
  route: routes[name as RouteName],
  makeCalls,
}));

async function make(
  { name, route }: { name: string; route: Route },
  { params = {}, query, body }: CallOf,
  by: Owner,
): Promise<Answered> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? ''));
  const address = query === undefined ? path : `${path}?${query}`;
  const response = await fetch(new URL(address, localSystem.system.url), {
    method: route.method,
    headers: {
      Authorization: `Bearer ${route.caller === 'user' ? by.token : by.key}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    asked: `${name}: ${route.method} ${address} ${JSON.stringify(body)}`,
    status: response.status,
    body: await response.text(),
  };
}

/** How the user of another may be named: as they are called there, and in ways that could lead out of one's own. */
const spellings = (tenant: string) => [user, `${tenant}/${user}`, `${tenant}\uff0f${user}`, `../${user}`];

/** A value whose fields and members are in order, as the emulator gives them in another each time. */
function inOrder(_: string, value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All that is kept of others than acme, but for what counts calls and what all have together. */
async function keptOfOthers(): Promise<string[]> {
  const items = (await scanTable(table, {})).map((item) => JSON.stringify(item, inOrder));
  const counts = /"pk":"(?:C#|K#|KEYS|PACE#|JOB#|STATS#|COUNTED#|STUCK)/;
  return items.filter((item) => /bob|violet|amber/.test(item) && !/acme|azure/.test(item) && !counts.test(item)).sort();
}

/** Whether an answer to acme is one that it may not have: it tells of another's, was taken for what is another's, or was not refused. */
function isWrong({ asked, status, body }: Answered, { route, secrets }: { route: Route; secrets: readonly string[] }): boolean {
  const isRefused = route.caller === 'server' && route.tenants === undefined;
  if (isRefused) return !body.includes('"code":"tenant_refused"');
  const namesAnothers = /\/(?:notifications|requests)\/\{id\}/.test(route.path);
  const told = secrets.filter((secret) => body.includes(secret));
  return status >= 500 || (status < 400 ? namesAnothers || told.length > 0 : told.some((secret) => !asked.includes(secret)));
}

test('every call of a server or a user is tried, so that one that is added has to be', () => {
  const described = Object.values(openapi.paths).flatMap((methods) => Object.values(methods));
  const asked = described.filter(({ security }) => security !== undefined && JSON.stringify(security) !== '[]');

  expect(asked.length).toBeGreaterThan(60);
  expect(asked.map(({ operationId }) => operationId).filter((name) => !(name in callsOf))).toEqual([]);
});

test('a key of one tenant, and a token of its user, see and change nothing of another, or of the stage, by any call', async () => {
  const acme = await prepareOwner('azure', await addBoundKey(table, 'acme'));
  const beta = await prepareOwner('violet', await addBoundKey(table, 'beta'));
  const stage = await prepareOwner('amber', localSystem.key() ?? '');
  const secrets = [beta, stage].flatMap(({ word, notification, request, waiting }) => [word, notification, request, waiting]);
  const before = await keptOfOthers();
  for (const word of ['violet', 'amber']) expect(before.filter((item) => item.includes(word)).length).toBeGreaterThan(4);

  const wrong: string[] = [];
  for (const { name, route, makeCalls } of tried) {
    const calls = [beta, stage].flatMap((other) => spellings('beta').flatMap((bob) => makeCalls(other, bob)));
    const each = [...new Set(calls.map((call) => JSON.stringify(call)))]; // within the rate of a key
    const answers = await Promise.all(each.map((call) => make({ name, route }, JSON.parse(call), acme)));
    wrong.push(...answers.filter((answer) => isWrong(answer, { route, secrets })).map((answer) => JSON.stringify(answer)));
  }

  expect(wrong).toEqual([]);
  await prepareOwner(acme.word, acme.key); // by when all that acme has asked for is worked off
  expect(await keptOfOthers()).toEqual(before);

  // the same by who has it all: where that is answered with a problem, what is above would have shown nothing
  const unanswered: string[] = [];
  for (const { name, route, makeCalls } of tried.filter(({ route }) => route.caller === 'user' || route.tenants !== undefined))
    for (const call of makeCalls(beta, user)) {
      const answer = await make({ name, route }, call, beta);
      if (answer.status >= 300) unanswered.push(JSON.stringify(answer));
    }
  expect(unanswered).toEqual([]);
}, 120_000);
