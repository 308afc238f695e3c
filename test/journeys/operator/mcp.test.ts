import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { eventually } from '../local-system.ts';
import { runBellhop } from '../shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
let environment: Record<string, string>;
let reader: Client;
let writer: Client;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  const own = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  environment = { ...Object.fromEntries(own), NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
  [reader, writer] = await Promise.all([connect(), connect('--allow-writes', '--max-recipients', '2')]);
});
afterAll(() => Promise.all([reader?.close(), writer?.close()]));

async function connect(...args: string[]): Promise<Client> {
  const client = new Client({ name: 'a journey', version: '1' });
  const line = ['bin/bellhop.ts', 'mcp', '--stage', 'local', ...args];
  await client.connect(new StdioClientTransport({ command: process.execPath, args: line, env: environment }));
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { content, isError = false } = await client.callTool({ name, arguments: args });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return { text, isError };
}

const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
const hello = { workflow: 'message', data: { title: 'Hello', body: '' } };

test('only with --allow-writes are there tools that change anything', async () => {
  const reads = ['why', 'show_notification', 'list_notifications', 'statistics', 'dry_run', 'list_workflows', 'health'];

  expect(await namesOf(reader)).toEqual(reads);
  expect(await namesOf(writer)).toEqual([...reads, ...['publish', 'resend', 'cancel', 'suppress_address', 'lift_suppression']]);
  await expect(call(reader, 'publish', { ...hello, recipients: ['ada'] })).rejects.toThrow('publish');
});

test('a publish is foreseen, made, found by its filters, and told of step by step', async () => {
  const recipients = [{ id: 'mira', email: 'mira@example.com' }];

  const foreseen = JSON.parse((await call(reader, 'dry_run', { ...hello, recipients })).text);
  expect(foreseen.channels).toContainEqual(expect.objectContaining({ channel: 'inbox', copy: { inbox: expect.anything() } }));
  expect((await call(reader, 'list_notifications', { user: 'mira' })).text).toBe('there are none');

  const elsewhere = { ...hello, tenant: 'lyra', recipients: [{ id: 'mira' }] };
  expect(JSON.parse((await call(reader, 'dry_run', elsewhere)).text).channels).not.toContainEqual(
    expect.objectContaining({ channel: 'email', decision: 'send' }), // the Mira of that tenant has no address
  );
  expect((await call(reader, 'why', { about: 'mira', tenant: 'lyra' })).isError).toBe(true);

  const published = JSON.parse((await call(writer, 'publish', { ...hello, recipients })).text);
  const [{ id }] = published.notifications;
  const shown = await eventually('it is planned', async () => {
    const told = await call(reader, 'show_notification', { id });
    return !told.isError && told;
  });
  expect(shown.text).toMatch(/Accepted from the app for user "mira" as "message"/);
  expect(JSON.parse((await call(reader, 'list_notifications', { user: 'mira', limit: 1 })).text)).toMatchObject({ id });
});

test('a problem is told in plain words, about the fields of the tool', async () => {
  expect(await call(reader, 'why', { about: 'nobody' })).toEqual({
    isError: true,
    text: expect.stringContaining('stage local knows nothing of that'),
  });
  expect(await call(reader, 'dry_run', { ...hello, workflow: 'nope', recipients: ['ada'] })).toEqual({
    isError: true,
    text: '"workflow" must be the key of a workflow',
  });
  expect(await call(writer, 'publish', { ...hello, recipients: ['ada', 'grace', 'linus'] })).toEqual({
    isError: true,
    text: expect.stringContaining('recipients'),
  });
});

test('an address is suppressed, explained without being printed to who did not name it, and lifted', async () => {
  const address = 'mira@example.com';

  expect((await call(writer, 'suppress_address', { address })).text).toMatch(/^The address is suppressed since/);
  const { text } = await call(reader, 'why', { about: 'mira' });
  expect(text).toContain('m…@example.com is suppressed since');
  expect(text).not.toContain(address);
  expect((await call(writer, 'lift_suppression', { address })).text).toMatch(/^Lifted in stage local/);
  expect(await call(writer, 'lift_suppression', { address })).toMatchObject({ isError: true });
});

test('workflows, numbers and health are told of', async () => {
  expect(JSON.parse((await call(reader, 'list_workflows', { key: 'message' })).text)).toMatchObject({
    key: 'message',
    payload: {},
  });
  expect(JSON.parse((await call(reader, 'statistics', { by: 'channel' })).text.split('\n')[0] ?? '')).toHaveProperty('total');
  expect((await call(reader, 'health')).text).toMatch(/api-keys[\s\S]*Nothing is stuck\./);
});

test('no key is left behind', async () => {
  const { stdout } = await runBellhop(['keys', 'list', '--stage', 'local'], environment);

  expect(stdout).not.toContain('removed by itself');
});
