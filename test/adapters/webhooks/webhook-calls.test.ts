import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { mayReach, type Resolve } from '../../../adapters/webhooks/public-address.ts';
import { webhookCalls } from '../../../adapters/webhooks/webhook-calls.ts';
import { webhookTargets } from '../../../adapters/webhooks/webhook-targets.ts';
import { runs } from '../../runs.ts';

const internet = { loopback: false };
const local = { loopback: true };

let calls: string[];
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    calls.push(request.url ?? '');
    if (request.url === '/slow') return;
    if (request.url === '/redirect') response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` });
    else response.writeHead(200);
    response.end('x'.repeat(100_000));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  calls = [];
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** DNS that answers something else each time, as whoever owns a name may have it. */
function resolving(...answers: string[][]): Resolve {
  return (_host, _options, done) => {
    const found = answers.shift() ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

const post = (url: string, options: Partial<Parameters<typeof webhookCalls>[0]> = {}) =>
  webhookCalls({ ...local, timeoutSeconds: 5, ...options }).post(url, { headers: {}, body: '{}' });

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
])('no webhook may be at %s', (address) => {
  expect(mayReach(address, internet)).toBe(false);
});

test.each(['8.8.8.8', '203.0.114.1', '2606:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8'])(
  'a webhook may be at %s',
  (address) => {
    expect(mayReach(address, internet)).toBe(true);
  },
);

test('on this machine a webhook may be in the local system alone, and even there at no other reserved address', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map((address) => mayReach(address, local))).toEqual([true, true, true]);
  expect(['10.0.0.1', '169.254.169.254', 'fd00::1'].map((address) => mayReach(address, local))).toEqual([false, false, false]);
});

test('an IPv4 address is refused in IPv6 whenever it is refused by itself', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(mayReach(`::ffff:${address}`, internet)).toBe(mayReach(address, internet));
    }),
    { numRuns: runs(500) },
  );
});

test('a name that was at a public address when it was checked, and is not when it is called, is not called', async () => {
  const resolve = resolving(['93.184.215.14'], ['127.0.0.1']);
  const url = `http://rebound.example:${port}/`;

  expect(await webhookTargets({ ...internet, resolve }).refusalOf(url.replace('http:', 'https:'))).toBeUndefined();
  expect(await post(url, { ...internet, resolve })).toEqual({ error: 'address_refused' });
  expect(calls).toEqual([]);
});

test('a name is refused when any of its addresses is', async () => {
  const refusal = webhookTargets({ ...internet, resolve: resolving(['93.184.215.14', '10.0.0.1']) }).refusalOf(
    'https://two.example/',
  );

  expect(await refusal).toContain('private');
});

test.each([
  ['http://app.example.com/', 'https'],
  ['https://user@app.example.com/', 'user'],
  ['https://127.0.0.1/', 'private'],
  ['https://0x7f.1/', 'private'], // a URL's parser makes 127.0.0.1 of these
  ['https://2130706433/', 'private'],
  ['https://[::1]/', 'private'],
  ['https://nowhere.example/', 'private'],
])('%s is refused as a URL', async (url, why) => {
  expect(await webhookTargets({ ...internet, resolve: resolving([]) }).refusalOf(url)).toContain(why);
});

test('an address is refused that a URL names outright, which nothing resolves', async () => {
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433'])
    expect([host, await post(`http://${host}:${port}/`, internet)]).toEqual([host, { error: 'address_refused' }]);
  expect(calls).toEqual([]);
});

test('a receiver is called once, its status is the answer, and a redirect is not followed', async () => {
  expect(await post(`http://127.0.0.1:${port}/hooks`)).toEqual({ status: 200 });
  expect(await post(`http://127.0.0.1:${port}/redirect`)).toEqual({ status: 302 });

  expect(calls).toEqual(['/hooks', '/redirect']);
});

test('one that does not answer in time, or is not there, is told in a word', async () => {
  expect(await post(`http://127.0.0.1:${port}/slow`, { timeoutSeconds: 0.2 })).toEqual({ error: 'timeout' });
  expect(await post('http://127.0.0.1:1/')).toEqual({ error: 'ECONNREFUSED' });
});
