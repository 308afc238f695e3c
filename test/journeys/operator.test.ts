import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.stop());

const run = promisify(execFile);

function bellhop(...args: string[]) {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(laptop.system.url).port };
  return run(process.execPath, ['bin/bellhop.ts', ...args], { env });
}

test('a key is made, shown once, works, is listed without its secret, and is refused once revoked', async () => {
  const made = (await bellhop('keys', 'create', 'shop server', '--stage', 'local')).stdout;
  const key = /^(bh_live_\S+)/.exec(made)?.[1] ?? '';
  const id = /key_[0-9a-f]+/.exec(made)?.[0] ?? '';

  expect((await laptop.call('GET', '/v1/users/ada', { key })).status).toBe(200);
  const { stdout: list } = await bellhop('keys', 'list', '--stage', 'local');
  expect(list).toContain(id);
  expect(list).not.toContain(key);

  await bellhop('keys', 'revoke', id, '--stage', 'local');
  expect((await laptop.call('GET', '/v1/users/ada', { key })).status).toBe(401);
});

test('a test key is made with --test', async () => {
  expect((await bellhop('keys', 'create', 'tests', '--test', '--stage', 'local')).stdout).toMatch(/^bh_test_/);
});

test('the doctor looks at what a laptop has, and says of the rest that it does not apply', async () => {
  const { stdout, code } = await bellhop('doctor', '--json', '--stage', 'local').catch((error) => error);
  const { checks, worst } = JSON.parse(stdout);
  const verdicts = Object.fromEntries(checks.map((check: { name: string; verdict: string }) => [check.name, check.verdict]));

  expect(verdicts).toMatchObject({ stack: 'ok', api: 'ok', 'api-keys': 'ok', 'dead-letters': 'ok', dkim: 'does-not-apply' });
  expect(['ok', 'not-yet']).toContain(verdicts.schedules); // no cron may have come by yet
  expect([worst, code]).toEqual(verdicts.schedules === 'ok' ? ['does-not-apply', undefined] : ['not-yet', 2]);
});

test.each([
  ['a key that is not there', ['keys', 'revoke', 'key_none', '--stage', 'local'], 'there is no key "key_none"'],
  ['a stage that does not exist', ['keys', 'list', '--stage', 'qa'], "option '--stage <stage>' argument 'qa' is invalid"],
])('%s is one clear line', async (_name, args, line) => {
  const failure = await bellhop(...args).catch((error: { code: number; stderr: string }) => error);

  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining(line) });
  expect(failure.stderr.trim().split('\n')).toHaveLength(1);
});
