import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { openOwnTable } from '../../../local/own-table.ts';
import { runBellhop } from '../shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
let aws: Server;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
  aws = await playStack(localSystem.system.outputs);
});
afterAll(() => void aws?.close());

/**
 * What CloudFormation and Lambda tell of a stage that is deployed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
async function playStack(outputs: Record<string, string>): Promise<Server> {
  const members = Object.entries(outputs).map(([key, value]) => {
    const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<member><OutputKey>${key}</OutputKey><OutputValue>${text}</OutputValue></member>`;
  });
  const stack = `<member><StackName>bellhop-dev</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2030-01-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member>`;
  const xml = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  const server = createServer(({ url = '' }, response) => {
    if (url.includes('/functions/'))
      response.end(JSON.stringify({ Environment: { Variables: { SMS_MONTHLY_BUDGET_USD: '70' } } }));
    else response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** The command as it runs against an account: what it knows of the stage is what AWS tells. */
async function startCommand(): Promise<{ address: string; end: () => Promise<number | null> }> {
  const { environment } = (await localSystem.local('GET', '/stack')).body;
  const url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, ['bin/bellhop.ts', 'console', '--stage', 'dev', '--port', '0'], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment, AWS_ENDPOINT_URL_CLOUDFORMATION: url, AWS_ENDPOINT_URL_LAMBDA: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.includes('Ctrl-C')) break;
  }
  const address = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(printed)?.[0] ?? printed;
  return {
    address,
    end() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

async function keysOfConsole(): Promise<number> {
  const table = openOwnTable(localSystem.system.outputs.TableName ?? '', localSystem.system.endpoints.tables);
  try {
    return (await dynamoApiKeys(table).list()).filter(({ name }) => name.startsWith('bellhop console')).length;
  } finally {
    await table.stop();
  }
}

test('the command serves a deployed stage to whoever has the printed address, and takes its key back when it ends', async () => {
  const { address, end } = await startCommand();
  try {
    const [origin, token = ''] = address.split('/#token=');
    const ask = (path: string) => fetch(`${origin}${path}`, { headers: { 'x-bellhop-console': token } });
    const read = async (path: string) => (await ask(path)).json();

    expect((await fetch(`${origin}/v1/users`)).status).toBe(403);
    expect(await read('/local/stage')).toMatchObject({ name: 'dev', is_local: false, region: 'us-east-1' });
    expect((await read('/v1/users')).data.map(({ id }: { id: string }) => id)).toEqual(['ada', 'grace']);
    expect((await read('/local/queues')).data).toContainEqual(
      expect.objectContaining({ name: 'email', waiting: 0, dead_letters: 0 }),
    );
    expect((await read('/local/jobs')).data[0]).toMatchObject({ name: 'release-due', schedule: 'every 5 minutes' });
    expect(await read('/local/sending')).toMatchObject({ bounced: 0, sms: { budget_usd: 70 }, quota: { per_day: 1_000_000 } });
    expect(await keysOfConsole()).toBe(1);

    const order = (method: string, path: string, body?: unknown) =>
      fetch(`${origin}${path}`, { method, headers: { 'x-bellhop-console': token }, body: JSON.stringify(body) });
    const make = async (body: object) => (await order('POST', '/local/keys', body)).json();
    const [ofAcme, unused] = [
      await make({ name: 'acme', kind: 'live', tenant: 'acme' }),
      await make({ name: 'ci', kind: 'test' }),
    ];
    const call = (key: string, path: string) => localSystem.call('GET', path, { key });
    expect(ofAcme.secret).toMatch(/^bh_live_acme\./);
    expect((await call(ofAcme.secret, '/v1/users')).body.data).toEqual([]);
    expect((await call(ofAcme.secret, '/v1/webhooks')).body.code).toBe('tenant_refused');
    const listed = await read('/local/keys');
    expect(JSON.stringify(listed)).not.toContain('bh_');
    expect(listed.data).toContainEqual({
      ...{ id: ofAcme.id, name: 'acme', kind: 'live', tenant: 'acme' },
      created_at: expect.any(String),
    });
    const own = listed.data.find(({ name }: { name: string }) => name.startsWith('bellhop console'));
    expect((await order('DELETE', `/local/keys/${own.id}`)).status).toBe(409);
    expect((await order('DELETE', '/local/keys/key_none')).status).toBe(404);
    expect((await order('DELETE', `/local/keys/${unused.id}`)).status).toBe(204);
    expect((await call(unused.secret, '/v1/users')).status).toBe(401);
    const wrong = await order('POST', '/local/keys', { name: ' ', kind: 'live', tenant: 'A b' });
    expect([wrong.status, (await wrong.json()).message]).toEqual([
      400,
      expect.stringMatching(/^name must say .*; tenant must be/),
    ]);
  } finally {
    expect(await end()).toBe(0);
  }

  expect(await keysOfConsole()).toBe(0);
});

test('the local system has its own console, and the command says where', async () => {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };

  expect((await runBellhop(['console', '--stage', 'local'], env)).stdout).toContain(localSystem.system.url);
});
