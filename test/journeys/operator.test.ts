import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { version } from '../../lib/version.ts';
import { eventually } from './local-system.ts';
import { runBellhop } from './shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const run = promisify(execFile);

/** As on a machine that knows no AWS account. */
const withoutAws = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
};

const environment = () => ({ ...withoutAws, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port });
const bellhop = (...args: string[]) => runBellhop(args, environment());

/** A process of its own, as the operator has it. */
const bellhopAlone = (...args: string[]) => run(process.execPath, ['bin/bellhop.ts', ...args], { env: environment() });

test('a key is made, shown once, works, is listed without its secret, and is refused once revoked', async () => {
  const made = (await bellhopAlone('keys', 'create', 'shop server', '--stage', 'local')).stdout;
  const key = /^(bh_live_\S+)/.exec(made)?.[1] ?? '';
  const id = /key_[0-9a-f]+/.exec(made)?.[0] ?? '';

  expect((await localSystem.call('GET', '/v1/users/ada', { key })).status).toBe(200);
  const { stdout: list } = await bellhop('keys', 'list', '--stage', 'local');
  expect(list).toContain(id);
  expect(list).not.toContain(key);

  await bellhop('keys', 'revoke', id, '--stage', 'local');
  await localSystem.local('POST', '/kill', { function: 'users' }); // a process that knows the key takes it for half a minute more
  expect((await localSystem.call('GET', '/v1/users/ada', { key })).status).toBe(401);
});

test('says which version it is', async () => {
  expect((await bellhopAlone('--version')).stdout.trim()).toBe(version);
});

test.each([
  ['keyz', 'keys'],
  ['docter', 'doctor'],
])('an unknown command names the nearest: %s, %s', async (typed, meant) => {
  const failure = await bellhop(typed).catch((error: { code: number; stderr: string }) => error);

  expect(failure).toMatchObject({ code: 2, stderr: expect.stringContaining(`Did you mean ${meant}?`) });
});

test('a missing stage is told with those that can be found, and the line to type', async () => {
  const failure = await bellhop('keys', 'list').catch((error: { code: number; stderr: string }) => error);

  expect(failure).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^option --stage is missing; local can be found .*: npm run bellhop -- keys list --stage local\n$/,
    ),
  });
});

test('the doctor without a region says so in one line', async () => {
  const failure = await bellhopAlone('doctor', '--stage', 'dev').catch((error: { code: number; stdout: string }) => error);

  expect(failure).toMatchObject({ code: 4, stdout: expect.stringMatching(/^No region is set\. export AWS_REGION=[^\n]*\n$/) });
});

test('a test key is made with --test', async () => {
  expect((await bellhop('keys', 'create', 'tests', '--test', '--stage', 'local')).stdout).toMatch(/^bh_test_/);
});

test('the doctor looks at what the local system has, and says of the rest that it does not apply', async () => {
  const { stdout, code } = await bellhop('doctor', '--json', '--stage', 'local').catch((error) => error);
  const { checks, worst } = JSON.parse(stdout);
  const verdicts = Object.fromEntries(checks.map((check: { name: string; verdict: string }) => [check.name, check.verdict]));

  expect(verdicts).toMatchObject({ stack: 'ok', api: 'ok', 'api-keys': 'ok', 'dead-letters': 'ok', dkim: 'does-not-apply' });
  expect(['ok', 'not-yet']).toContain(verdicts.schedules); // no cron may have come by yet
  expect([worst, code]).toEqual(verdicts.schedules === 'ok' ? ['does-not-apply', undefined] : ['not-yet', 2]);
});

describe('a test that is sent', () => {
  const send = async (...args: string[]) => {
    const { stdout, code = 0 } = await bellhop('test', ...args, '--stage', 'local').catch((error) => error);
    return { stdout, code };
  };

  test('as e-mail arrives, tells its steps in order, and leaves neither key nor user behind', async () => {
    const { stdout, code } = await send('email', '--to', 'hopper@example.com');

    expect(code).toBe(0);
    expect(stdout).toMatch(/queued[\s\S]*sending[\s\S]*delivered[\s\S]*It arrived\./); // its receipt may be there before "sent" is recorded
    const [mail] = await localSystem.outbox({ to: 'hopper@example.com' });
    expect(mail.subject).toBe('A test from Bellhop');
    const { body: users } = await localSystem.local('GET', '/users');
    expect(users.data.map(({ id }: { id: string }) => id)).not.toContainEqual(expect.stringContaining('bellhop-test'));
    expect((await bellhop('keys', 'list', '--stage', 'local')).stdout).not.toContain('removed by itself');
  });

  test('as SMS is taken, and to a country that is not allowed says so', async () => {
    expect(await send('sms', '--to', '+447700900123')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/sent|delivered/), // the receipt may have come first
    });

    const refused = await send('sms', '--to', '+33612345678');
    expect(refused).toMatchObject({ code: 4, stdout: expect.stringContaining('no SMS may go to the country of the number') });
  });

  test('to a user who is there comes to their inbox, and the user stays', async () => {
    expect(await send('inbox', '--to', 'ada')).toMatchObject({ code: 0, stdout: expect.stringContaining('It arrived.') });

    const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
    expect(body.data[0].title).toBe('A test from Bellhop');
  });

  test('to an address that is suppressed says why it is not sent', async () => {
    await localSystem.call('POST', '/v1/suppressions', { key: localSystem.key(), body: { address: 'no@example.com' } });

    const { stdout, code } = await send('email', '--to', 'no@example.com');
    expect({ stdout, code }).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('the address was suppressed by hand'),
    });
  });

  test('and is refused by SES says so, with the words of SES among its steps', async () => {
    await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'reject', count: 1 });

    const { stdout, code } = await send('email', '--to', 'refused@example.com');
    expect({ stdout, code }).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('The e-mail failed: the provider refused it.'),
    });
    expect(stdout).toContain('failed: MessageRejected');
  });

  test('of a workflow that is not there says so, and not that there is no user to remove', async () => {
    const failure = await bellhop('test', 'email', '--to', 'new@example.com', '--workflow', 'nope', '--stage', 'local').catch(
      (error: { code: number; stderr: string }) => error,
    );

    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/--workflow .* there is no workflow of that name/) });
  });

  test('and that SES does not take yet says what it waits for', async () => {
    await localSystem.local('PUT', '/ses', { unverified: ['unverified@example.com'] });
    const recipients = [{ id: 'lovelace', email: 'unverified@example.com' }];
    const { body } = await localSystem.publish({ workflow: 'message', recipients, data: { title: 'Hello', body: '' } });
    await eventually('SES has refused one', async () => {
      const { body: story } = await localSystem.call('GET', `/v1/notifications/${body.notifications[0].id}`, {
        key: localSystem.key(),
      });
      return story.messages?.some(({ attempts }: { attempts: number }) => attempts > 0);
    });

    const { stdout, code } = await send('email', '--to', 'unverified@example.com', '--wait', '1');
    await localSystem.local('PUT', '/ses', { unverified: [] });
    expect({ stdout, code }).toMatchObject({ code: 2, stdout: expect.stringContaining('It still waits to be sent.') });
    expect(stdout).toMatch(/email-pauses: E-mail to unverified addresses waits until .*Email address is not verified/);
  });
});

test.each([
  ['a key that is not there', 3, ['keys', 'revoke', 'key_none', '--stage', 'local'], 'there is no key "key_none"'],
  [
    'a recipient that is none',
    1,
    ['test', 'sms', '--to', '12', '--stage', 'local'],
    '--to "12" will not do: it must be a phone number',
  ],
  ['a stage that does not exist', 2, ['keys', 'list', '--stage', 'qa'], "option '--stage <stage>' argument 'qa' is invalid"],
])('%s is one clear line', async (_name, code, args, line) => {
  const failure = await bellhop(...args).catch((error: { code: number; stderr: string }) => error);

  expect(failure).toMatchObject({ code, stderr: expect.stringContaining(line) });
  expect(failure.stderr.trim().split('\n')).toHaveLength(1);
});
