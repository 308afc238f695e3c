import { liveProtocol } from '../../../contract/channels/inbox/live.ts';
import { eventually } from '../local-system.ts';
import { everyFeature, type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem(everyFeature);
});
const sockets: WebSocket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.close();
});

type Browser = { heard: string[]; ended: Promise<unknown>; close(): void };

/** Connects as a browser would; rejects when it is refused. */
async function connect(token: string): Promise<Browser> {
  const socket = new WebSocket(String(localSystem.system.outputs.LiveUrl), [liveProtocol, token]);
  sockets.push(socket);
  const heard: string[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(String(data)));
  await new Promise<void>((done, fail) => {
    socket.addEventListener('open', () => done());
    socket.addEventListener('error', () => fail(new Error('refused')));
  });
  expect(socket.protocol).toBe(liveProtocol);
  return { heard, ended: new Promise((done) => socket.addEventListener('close', done)), close: () => socket.close() };
}

async function tokenOf(user: string): Promise<string> {
  return (await localSystem.local('POST', '/token', { user })).body.token;
}

async function aUser(id: string): Promise<string> {
  await localSystem.call('PUT', `/v1/users/${id}`, { key: localSystem.key(), body: {} });
  return tokenOf(id);
}

const publishTo = (id: string) =>
  localSystem.publish({ workflow: 'message', recipients: [id], data: { title: 'One', body: 'It is new.' }, channels: ['inbox'] });

const connectionsOf = async (id: string) =>
  (await localSystem.call('GET', `/v1/users/${id}/export`, { key: localSystem.key() })).body.connections ?? [];

test('every browser of a user hears that their inbox has changed, when something arrives and when it is marked elsewhere', async () => {
  const token = await aUser('ada');
  const browsers = [await connect(token), await connect(token)];
  const other = await connect(await aUser('grace'));

  await publishTo('ada');
  await eventually('both have heard', async () => browsers.every(({ heard }) => heard.length === 1));
  const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
  await localSystem.as('ada', 'PUT', `/v1/me/notifications/${body.data[0].id}/read`);
  await eventually('both have heard again', async () => browsers.every(({ heard }) => heard.length === 2));

  expect(browsers.map(({ heard }) => heard)).toEqual(Array(2).fill(Array(2).fill('{"type":"changed"}')));
  expect(other.heard).toEqual([]);
});

test('an answer to a poll says where to connect', async () => {
  await aUser('mary');

  const { headers } = await localSystem.as('mary', 'GET', '/v1/me/notifications');

  expect(headers.get('X-Live-Url')).toBe(localSystem.system.outputs.LiveUrl);
});

test('who has no good token, or does not exist, is refused', async () => {
  await expect(connect('no.good.token')).rejects.toThrow('refused');
  await expect(connect(await tokenOf('nobody-at-all'))).rejects.toThrow('refused');
});

test('a connection is in the export of its user until it ends, and gone with a deleted user', async () => {
  const browser = await connect(await aUser('hedy'));
  expect(await connectionsOf('hedy')).toEqual([{ since: expect.any(String) }]);

  browser.close();
  await eventually('it is forgotten', async () => (await connectionsOf('hedy')).length === 0);

  const another = await connect(await tokenOf('hedy'));
  const deleted = await localSystem.call('DELETE', '/v1/users/hedy', { key: localSystem.key() });
  expect(deleted.status).toBe(204);
  await localSystem.call('PUT', '/v1/users/hedy', { key: localSystem.key(), body: {} });
  expect(await connectionsOf('hedy')).toEqual([]);
  expect(another.heard).toEqual([]);
});
