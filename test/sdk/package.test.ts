import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { printTypes } from '../../bin/operator/types/print-types.ts';
import { printSecret } from '../../core/webhooks/rules/secret.ts';
import { webhookHeaders } from '../../core/webhooks/rules/signature.ts';
import { listedWorkflows } from '../../workflows/listed-workflows.ts';
import { complaintsAbout } from '../client/compile.ts';
import { textsOf } from '../docs/blocks.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { aServer, problem } from './a-server.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const page = textsOf('docs/node.md', 'js');
const files = page.flatMap((text) => {
  const [, name] = /^\/\/ (\S+)\n/.exec(text) ?? [];
  return name === undefined ? [] : [[name, text] as const];
});

let app: string; // a folder outside of the project, in which the package is installed as the page says
let packed: string[];
let bellhop: Awaited<ReturnType<typeof aServer>>;

beforeAll(async () => {
  const [command = ''] = textsOf('docs/node.md', 'sh');
  const tarballs = scratchFolder();
  await run('sh', ['-c', `${command.trim()} --pack-destination '${tarballs}'`], { cwd: root });
  const tarball = join(tarballs, readdirSync(tarballs)[0] ?? '');
  packed = (await run('tar', ['-tzf', tarball])).stdout.trim().split('\n');
  app = scratchFolder();
  const installed = join(app, 'node_modules/@bellhop/node');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  for (const name of ['express', 'hono', 'fastify'])
    symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name));
  put('package.json', '{ "type": "module" }');
  for (const [name, text] of files) put(name, text);
});
beforeEach(async () => {
  bellhop = await aServer();
});
afterEach(() => bellhop.stop());

function put(name: string, text: string): string {
  const file = join(app, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** What a program of the app prints. */
async function printed(name: string, text: string, env: Record<string, string> = {}): Promise<string> {
  const variables = { PATH: process.env.PATH, BELLHOP_URL: bellhop.url, BELLHOP_KEY: 'bh_live_x', ...env };
  return (await run(process.execPath, [put(name, text)], { cwd: app, env: variables })).stdout;
}

test('the tarball holds scripts, types, licence and README, and no source', () => {
  const known = /^package\/(LICENSE|README\.md|package\.json|dist\/(esm|cjs)\/(index\.js|package\.json|[\w/-]+\.d\.ts))$/;

  expect(packed).toEqual(
    expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/dist/esm/index.js', 'package/dist/cjs/index.js']),
  );
  expect(packed.filter((name) => !known.test(name))).toEqual([]);
});

const names = 'Bellhop BellhopError WebhookError tokenAnswer verifyWebhook';

test.each([
  ['an ES module', 'app.mjs', "import * as sdk from '@bellhop/node';"],
  ['CommonJS', 'app.cjs', "const sdk = require('@bellhop/node');"],
])('%s has it, and calls by it', async (_, name, first) => {
  bellhop.answer({ status: 200, body: { data: [] } });
  const call = 'new sdk.Bellhop().workflows.list().then(({ data }) => console.log(data.length));';

  const [exported, count] = (await printed(name, `${first} console.log(Object.keys(sdk).sort().join(' ')); ${call}`)).split('\n');

  expect([exported?.replace('__esModule ', '').replace('default ', ''), count]).toEqual([names, '0']);
  expect(bellhop.came[0]).toMatchObject({ call: 'GET /v1/workflows', headers: { authorization: 'Bearer bh_live_x' } });
});

const typed = `
  import { Bellhop, BellhopError, verifyWebhook, type ProblemCode, type User } from '@bellhop/node';
  const bellhop = new Bellhop({ url: 'http://x', key: 'k' });
  export const user: Promise<User> = bellhop.users.get('ada');
  export async function first(): Promise<string | undefined> {
    for await (const { id } of bellhop.notifications.list({ status: 'bounced' })) return id;
  }
  export const codeOf = (error: unknown): ProblemCode | 'network' | 'timeout' | 'unreadable' | undefined =>
    error instanceof BellhopError ? error.code : undefined;
  const event = verifyWebhook('', {}, 'whsec_');
  if (event.type === 'message.bounced') event.data.channel satisfies string;`;

test.each([
  ['an ES module', 'typed.mts', 'nodenext'],
  ['CommonJS', 'typed.cts', 'nodenext'],
  ['a bundler', 'typed.ts', 'bundler'],
] as const)('types are right for %s', (_, name, resolution) => {
  const readme = textsOf('sdk/node/README.md', 'ts')[0] ?? '';

  expect(complaintsAbout(app, { [name]: typed }, resolution)).toEqual([]);
  expect(
    complaintsAbout(
      app,
      { 'node.d.ts': 'declare const process: { env: Record<string, string | undefined> };', 'readme.ts': readme },
      resolution,
    ),
  ).toEqual([]);
});

test.each(['nodenext', 'bundler'] as const)(
  'with the types that bellhop types writes, a payload that its workflow does not take is found (%s)',
  (resolution) => {
    const [example = ''] = textsOf('docs/node.md', 'ts');
    const files = {
      'node.d.ts': 'declare const process: { env: Record<string, string | undefined> };',
      'bellhop-payloads.ts': printTypes(listedWorkflows()),
      'publish.ts': example,
    };
    const wrong = (request: string) => {
      const text = example.replace(/publish\(\{[\s\S]*\}\);\n$/, `publish(${request});\n`);
      return complaintsAbout(app, { ...files, 'publish.ts': text }, resolution);
    };
    const data = "{ technician: 'Sam', customer: 'Northwind', repair_number: 'R-7', link: 'https://app.example.com/7' }";

    expect(complaintsAbout(app, files, resolution)).toEqual([]);
    expect(wrong(`{ workflow: 'repair-approved', recipients: ['ada'], data: ${data} }`)).toEqual([]);
    expect(
      wrong("{ workflow: 'message', recipients: [{ id: 'ada', data: { title: 'Ada' } }], data: { body: 'Hello' } }"),
    ).toEqual([]);
    expect(wrong(`{ workflow: 'repair-aproved', recipients: ['ada'], data: ${data} }`)).toHaveLength(1);
    expect(wrong(`{ workflow: 'repair-approved', recipients: ['ada'], data: ${data.replace("'R-7'", '7')} }`)).toHaveLength(1);
    expect(
      wrong(`{ workflow: 'repair-approved', recipients: ['ada'], data: ${data.replace('technician', 'tecnician')} }`),
    ).toHaveLength(1);
    expect(wrong("{ workflow: 'repair-approved', recipients: ['ada'] }")).toHaveLength(1);
  },
);

test('with them, what a schedule will publish is checked too, when it is made and when it is changed', () => {
  const [head = ''] = (textsOf('docs/node.md', 'ts')[0] ?? '').split('await ');
  const data = "{ title: 'Rent', body: 'It is due.' }";
  const daily = "topic: 'tenants', cron: '0 9 * * *'";
  const calls = {
    '/right-1.ts': `create({ workflow: 'message', ${daily}, data: ${data} })`,
    '/right-2.ts': `update('rent', { data: ${data} })`,
    '/right-3.ts': `update('rent', { workflow: 'message', data: ${data}, paused: false })`,
    '/right-4.ts': "update('rent', { paused: true })",
    '/wrong-1.ts': `create({ workflow: 'mesage', ${daily}, data: ${data} })`,
    '/wrong-2.ts': `create({ workflow: 'message', ${daily} })`,
    '/wrong-3.ts': `create({ workflow: 'message', ${daily}, data: { title: 'Rent', body: 7 } })`,
    '/wrong-4.ts': "update('rent', { workflow: 'message', data: { title: 'Rent', body: 7 } })",
    '/wrong-5.ts': "update('rent', { data: { titel: 'Rent' } })",
  };
  const files = Object.entries(calls).map(([name, call]) => [name, `${head}void bellhop.schedules.${call};\n`]);

  const complaints = complaintsAbout(
    app,
    {
      'node.d.ts': 'declare const process: { env: Record<string, string | undefined> };',
      'bellhop-payloads.ts': printTypes(listedWorkflows()),
      ...Object.fromEntries(files),
    },
    'bundler',
  );

  const places = new Set(complaints.map((complaint) => complaint.split(':')[0]));
  expect([...places].sort()).toEqual(Object.keys(calls).filter((name) => name.startsWith('/wrong')));
});

test('a mistake in what is published is found', () => {
  const wrong = `
    import { Bellhop } from '@bellhop/node';
    void new Bellhop().notifications.publish({ workflow: 'message', recipients: ['ada'], priority: 'loud' });
    void new Bellhop().notifications.list({ colour: 'red' });`;

  expect(complaintsAbout(app, { 'wrong.ts': wrong }, 'nodenext')).toEqual([
    expect.stringContaining(`Type '"loud"' is not assignable to type '"low" | "normal" | "high" | "urgent"`),
    expect.stringContaining("'colour' does not exist"),
  ]);
});

const drive = `
  import { once } from 'node:events';
  import { POST } from './app/bellhop-token/route.js';
  import { app as hono } from './hono-app.js';
  import { app as express } from './express-app.js';
  import { app as fastify } from './fastify-app.js';
  const told = async (answer) => [answer.status, answer.headers.get('Cache-Control'), await answer.text()];
  const call = { method: 'POST' };
  const server = express.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const next = await told(await POST());
  const honos = await told(await hono.request('/bellhop-token', call));
  const express5 = await told(await fetch('http://127.0.0.1:' + server.address().port + '/bellhop-token', call));
  const { statusCode, headers, body } = await fastify.inject({ method: 'POST', url: '/bellhop-token' });
  server.close();
  console.log(JSON.stringify([next, honos, express5, [statusCode, headers['cache-control'], body]]));`;

test('each framework of the page hands out a token, and says 503 when there is none', async () => {
  bellhop.answer({ status: 200, body: { token: 'a token', expires_at: '2030-03-15T12:00:00.000Z' } });
  expect(JSON.parse(await printed('drive.mjs', drive))).toEqual(Array(4).fill([200, 'no-store', 'a token']));
  expect(new Set(bellhop.came.map(({ call }) => call))).toEqual(new Set(['POST /v1/users/ada/tokens']));

  bellhop.answer(problem(401, 'unauthorized'));
  expect(JSON.parse(await printed('drive.mjs', drive))).toEqual(Array(4).fill([503, 'no-store', '']));
});

test('the receiver of the page takes what is signed, and nothing else', async () => {
  const secret = new Uint8Array(32).fill(7);
  const body = JSON.stringify({ id: 'evt_1', type: 'message.bounced', data: { user: 'ada', channel: 'email' } });
  const headers = { ...webhookHeaders({ id: 'evt_1', at: new Date(), body }, [secret]), 'content-type': 'application/json' };
  const program = `
    import { once } from 'node:events';
    import { app } from './webhook-app.js';
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    for (const body of ${JSON.stringify([body, `${body} `])})
      console.log((await fetch('http://127.0.0.1:' + server.address().port + '/hooks/bellhop', { method: 'POST', headers: ${JSON.stringify(headers)}, body })).status);
    server.close();`;

  const said = await printed('hooks.mjs', program, { BELLHOP_WEBHOOK_SECRET: printSecret(secret) });

  expect(said).toBe('no longer ada by email\n204\n400\n');
});
