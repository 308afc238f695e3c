import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../local-system.ts';
import { runBellhop } from '../shared/run-bellhop.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Ended = { stdout: string; stderr: string; code: number };

async function bellhop(...args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(localSystem.system.url).port };
  const line = args.includes('--stage') ? args : [...args, '--stage', 'local'];
  return runBellhop(line, env).then(
    (printed) => ({ ...printed, code: 0 }),
    ({ stdout, stderr, code }: Ended) => ({ stdout, stderr, code }),
  );
}

async function emailTo(id: string, email: string): Promise<string> {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: [{ id, email }],
    data: { title: 'Hello', body: '' },
    channels: ['email'],
  });
  return body.notifications[0].id;
}

async function statusOf(id: string): Promise<string | undefined> {
  const { body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  return body.messages?.[0]?.status;
}

function becomes(id: string, status: string) {
  return eventually(`the e-mail of ${id} is ${status}`, async () => (await statusOf(id)) === status);
}

const bouncing = 'bounce+why@simulator.amazonses.com';
let bounced: string;
beforeAll(async () => {
  bounced = await emailTo('quill', bouncing);
  await becomes(bounced, 'bounced');
  await eventually('the address is suppressed', async () => {
    const { body } = await localSystem.call('GET', '/v1/suppressions', { key: localSystem.key() });
    return body.data.length > 0;
  });
});

test('why of an address says what stands against it, since which e-mail, and how to lift it', async () => {
  const { stdout, code } = await bellhop('why', bouncing);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^The address is suppressed since .*, as an e-mail to it bounced.*ntf_/m);
  expect(stdout).toContain('It is or was an address of "quill".');
  expect(stdout).toContain(`suppressions lift ${bouncing} --stage local`);
  expect(stdout).toContain(`${bounced}  `);
  expect(stdout).toContain('The e-mail bounced: the address does not exist, or takes no mail.');
});

test('why of an address that nothing went to yet names its user', async () => {
  const { stdout, code } = await bellhop('why', 'Grace@example.com');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^It is or was an address of "grace"\. .*bellhop -- why grace --stage local\n/);
  expect((await bellhop('why', 'nobody@example.org')).code).toBe(3);
});

test('why of a user says how they can be reached and what they want, and prints no address that nobody asked for', async () => {
  await localSystem.call('PATCH', '/v1/users/quill/preferences', {
    key: localSystem.key(),
    body: { categories: { general: { email: 'opted_out' } }, quiet_hours: { start: '22:00', end: '07:00' } },
  });
  const { stdout } = await bellhop('why', 'quill');

  expect(stdout).toContain('User "quill" can be reached');
  expect(stdout).toContain('Their e-mail address b…@simulator.amazonses.com is suppressed since');
  expect(stdout).toContain('no e-mails, by their own choice.');
  expect(stdout).toContain('Quiet from 22:00 to 07:00');
  expect(stdout).toContain(bounced);
  expect(stdout).not.toContain(bouncing);
  expect((await bellhop('why', 'quill', '--raw')).stdout).toContain(bouncing);
});

test('why and show of a notification tell its timeline in the words of the API', async () => {
  const { body } = await localSystem.call('GET', `/v1/notifications/${bounced}`, { key: localSystem.key() });
  const sentences = body.timeline.map(({ at, text }: { at: string; text: string }) => `${at}  ${text}\n`).join('');

  expect((await bellhop('why', bounced)).stdout).toBe(sentences);
  expect((await bellhop('show', bounced)).stdout).toBe(sentences);
  expect(JSON.parse((await bellhop('show', bounced, '--json')).stdout)).toEqual(body);
});

test('list filters as the API does, across pages and up to its limit, a line of JSON for each', async () => {
  const { body } = await localSystem.publish({
    workflow: 'message',
    recipients: Array.from({ length: 100 }, (_, n) => ({ id: `many-${n}` })),
    data: { title: 'Hello', body: '' },
    cancellation_key: 'many',
  });
  const { body: more } = await localSystem.publish({
    workflow: 'message',
    recipients: Array.from({ length: 20 }, (_, n) => ({ id: `more-${n}` })),
    data: { title: 'Hello', body: '' },
    cancellation_key: 'many',
  });
  expect([body.refused, more.refused]).toEqual([[], []]);

  const listed = await eventually('all of them are listed', async () => {
    const { stdout } = await bellhop('list', '--cancellation-key', 'many', '--limit', '110', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line || '{}'));
    return lines.length === 110 && lines;
  });
  expect(new Set(listed.map(({ id }) => id)).size).toBe(110);
  const { stdout } = await bellhop('list', '--address', bouncing, '--status', 'bounced', '--since', '1h');
  expect(stdout).toMatch(
    new RegExp(`^${bounced}  .* for user "quill"\n    The inbox item arrived.\n    The e-mail bounced: .*\n$`),
  );
});

test('an address that is put on the list gets nothing, says why, and once it is lifted what it missed is sent again', async () => {
  expect((await bellhop('suppressions', 'add', 'ada@example.org')).stdout).toContain('put it on the list by hand');
  const missed = await emailTo('ada-org', 'ada@example.org');
  await becomes(missed, 'suppressed');
  expect((await bellhop('why', 'ada@example.org')).stdout).toContain(
    'The e-mail was not sent: the address was suppressed by hand.',
  );
  expect((await bellhop('suppressions', 'list', '--reason', 'manual')).stdout).toMatch(/^a…@example.org is suppressed since/);

  const { stdout: lifted } = await bellhop('suppressions', 'lift', 'ada@example.org', '--json');
  expect(JSON.parse(lifted)).toMatchObject({ lifted: true, ses: { outcome: 'does-not-apply' } });
  const { stdout: resent } = await bellhop('resend', missed, '--channel', 'email', '--json');
  const { notification, channels } = JSON.parse(resent);
  expect(channels).toEqual(['email']);
  await becomes(notification, 'delivered');
  expect((await bellhop('why', 'ada@example.org')).stdout).toMatch(/^The address is not suppressed\.$/m);
  expect((await bellhop('show', missed)).stdout).toContain(`Sent again as ${notification}`);
  expect(await bellhop('resend', missed, '--channel', 'email')).toMatchObject({ code: 1, stdout: '' });
});

test('a replay says what would go, sends it when told to, and not twice', async () => {
  await bellhop('suppressions', 'add', 'many@example.org');
  const missed = [await emailTo('many-org', 'many@example.org'), await emailTo('many-org', 'many@example.org')];
  for (const id of missed) await becomes(id, 'suppressed');
  await bellhop('suppressions', 'lift', 'many@example.org');
  const replay = ['replay', '--user', 'many-org', '--status', 'suppressed'];

  const { stdout } = await bellhop(...replay);
  for (const id of missed) expect(stdout).toContain(`would go  ${id}  email\n`);
  expect(stdout).toContain('2 would be sent again; with --send they are');
  expect(await localSystem.outbox({ to: 'many@example.org' })).toEqual([]);

  expect((await bellhop(...replay, '--send')).stdout).toContain('2 sent again\n');
  await eventually('both are out', async () => (await localSystem.outbox({ to: 'many@example.org' })).length === 2);
  expect((await bellhop(...replay, '--send')).stdout).toBe('0 sent again\n');
});

test('a workflow is paused on every channel until it is resumed, and whoever asks is told why', async () => {
  expect(await bellhop('pause', 'messag')).toMatchObject({ code: 3, stderr: expect.stringContaining('no workflow "messag"') });
  expect((await bellhop('pause', 'message', '--why', 'the logo is wrong')).code).toBe(0);
  let id = '';
  await eventually('what is published is held', async () => {
    id = await emailTo('rosalind', 'paused@example.com');
    await eventually(`${id} is planned`, async () => (await statusOf(id)) !== undefined);
    return (await statusOf(id)) === 'scheduled';
  });
  expect((await bellhop('why', id)).stdout).toContain('the workflow is paused: the logo is wrong');
  expect((await bellhop('pause')).stdout).toContain('Workflow "message" is paused since');
  const { stdout } = await bellhop('doctor');
  expect(stdout).toContain('resume message');

  expect((await bellhop('resume', 'message')).code).toBe(0);
  expect((await bellhop('pause', '--json')).stdout).toContain('"data": []');
});

test('e-mail is paused until it is resumed, and the doctor says why', async () => {
  expect((await bellhop('pause', 'email', '--why', 'a template is mended')).code).toBe(0);
  const { stdout } = await bellhop('doctor', '--json');
  expect(stdout).toContain('E-mail waits: a template is mended');
  expect(stdout).toContain('resume email --stage local');

  expect((await bellhop('resume', 'email')).stdout).toContain('It was paused because: a template is mended');
  expect(await bellhop('resume', 'email')).toMatchObject({ code: 3, stderr: expect.stringContaining('email is not paused') });
});

test('a key that is rotated is valid until the time that is named, beside the new one, and can be ended sooner', async () => {
  const made = (await bellhop('keys', 'create', 'rotated', '--test')).stdout;
  const [old = ''] = /^bh_test_\S+/.exec(made) ?? [];
  const [id = ''] = /key_[0-9a-f]+/.exec(made) ?? [];

  const { stdout } = await bellhop('keys', 'rotate', id, '--keep', '6h', '--json');
  const { secret, kind, old: kept } = JSON.parse(stdout);
  expect([kind, kept.id]).toEqual(['test', id]);
  expect(Date.parse(kept.valid_until) - Date.now()).toBeGreaterThan(5 * 3_600_000);
  for (const key of [old, secret]) expect((await localSystem.call('GET', '/v1/users/ada', { key })).status).toBe(200);
  expect(await bellhop('keys', 'rotate', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('ends at') });

  await bellhop('keys', 'revoke', id);
  await localSystem.local('POST', '/kill', { function: 'users' }); // a process that knows the key takes it for half a minute more
  expect((await localSystem.call('GET', '/v1/users/ada', { key: old })).status).toBe(401);
  expect((await localSystem.call('GET', '/v1/users/ada', { key: secret })).status).toBe(200);
});

test('export prints one document with all of a user', async () => {
  const { stdout } = await bellhop('export', 'quill');

  expect(JSON.parse(stdout)).toMatchObject({ user: { id: 'quill', email: bouncing }, notifications: [{ id: bounced }] });
});

test('stats counts what was sent, in a table and as the API answers it', async () => {
  const found = await eventually('it is counted', async () => {
    const { stdout } = await bellhop('stats', '--by', 'channel', '--json');
    const { data } = JSON.parse(stdout);
    return data.find(({ channel, bounced }: { channel?: string; bounced: number }) => channel === 'email' && bounced > 0);
  });

  expect(found.bounced).toBe(1);
  expect((await bellhop('stats', '--by', 'channel')).stdout).toMatch(/^channel .*bounced[\s\S]*\nemail [\s\S]*\ntotal /);
});

test.each([
  ['a user that nobody knows', 3, ['why', 'nobody'], 'stage local knows nothing of that'],
  ['a file that is not there', 1, ['import', 'no-such.csv'], 'there is no file "no-such.csv" here'],
  ['a tenant that is none', 2, ['why', 'ada', '--tenant', 'Lyra'], 'It must be lower-case words'],
  ['the export of nobody', 3, ['export', 'nobody'], 'has no user "nobody"'],
  ['a key that is not there', 3, ['keys', 'rotate', 'key_none'], 'there is no key "key_none"'],
  ['a dimension that there is not', 2, ['stats', '--by', 'colour'], '--by '],
  ['a resend of nothing', 3, ['resend', 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC'], 'has no notification "ntf_'],
  [
    'a replay without bounds',
    2,
    ['replay', '--workflow', 'message'],
    '--since must be given, or else --request, --cancellation-key, --user or --address',
  ],
  ['a broadcast that there is not', 3, ['broadcast', 'stop', 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D'], 'has no broadcast "req_'],
  ['a notification that is not there', 3, ['show', 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC'], 'has no notification "ntf_'],
  ['an address with nothing against it', 3, ['suppressions', 'lift', 'free@example.org'], 'is not suppressed in stage local'],
  ['a filter that there is not', 2, ['list', '--colour', 'red'], "unknown option '--colour'"],
  ['a value that the API refuses', 2, ['list', '--request', 'red'], '--request '],
  ['an option where a subcommand should be', 2, ['settings'], 'say show or diff first'],
  ['a change of a deployed stage without a terminal', 4, ['suppressions', 'add', 'a@b.example', '--stage', 'prod'], 'add --yes'],
])('%s ends with %i and says so on standard error alone', async (_name, code, args, words) => {
  expect(await bellhop(...args)).toEqual({ code, stdout: '', stderr: expect.stringContaining(words) });
});

test('settings of the local system are those that it was started with, beside which the file is compared', async () => {
  const { stdout } = await bellhop('settings', 'show');
  const { settings, defaults } = JSON.parse((await bellhop('settings', 'show', '--json')).stdout);

  expect(stdout).toMatch(/smsMonthlyBudgetUsd +5 \(by default\)/);
  expect({ ...settings, ...defaults }).toMatchObject({ fromAddress: 'bellhop@example.com', smsMonthlyBudgetUsd: '5' });
  expect((await bellhop('settings', 'diff')).code).toBe(0);
});

test('leaves no key behind', async () => {
  expect((await bellhop('keys', 'list')).stdout).not.toContain('removed by itself');
});

test.each([
  [['dlq', 'list']],
  [['dlq', 'show', 'email']],
  [['dlq', 'redrive', 'email']],
  [['bulk-email', 'show']],
  [['upgrade', 'check']],
  [['keys', 'create', 'for a script', '--test']],
  [['keys', 'list']],
  [['pause']],
  [['stats']],
  [['list']],
  [['suppressions', 'list']],
])('%j prints nothing but JSON when asked for it', async (args) => {
  const { stdout, code } = await bellhop(...args, '--json');

  expect(code).toBe(0);
  const documents = stdout.startsWith('{\n') ? [stdout] : stdout.split('\n').filter(Boolean);
  expect(() => documents.map((document) => JSON.parse(document))).not.toThrow();
});

test('a broadcast is counted first, published, shown and stopped from a terminal', async () => {
  await localSystem.call('PUT', '/v1/users/ada', { key: localSystem.key(), body: { attributes: { 'cli-seats': 12 } } });
  const start = (...more: string[]) =>
    bellhop('broadcast', 'start', 'message', '--data', '{"title": "Moved", "body": ""}', '--per-minute', '60', ...more);

  expect(await start()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('say whom it goes to') });
  expect(await start('--where', 'cli-seats:number=12', '--dry-run')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^1 of \d+ users, 1 with an address for email: ada\n$/),
  });
  const { stdout } = await start('--where-json', '{"attribute": "cli-seats", "greater_than": 11}', '--json');
  const { matched, request } = JSON.parse(stdout);
  expect(matched).toBe(1);
  await eventually('it is done', async () =>
    (await bellhop('broadcast', 'show', request)).stdout.startsWith('message, done: 1 notification, '),
  );
  expect((await bellhop('broadcast', 'stop', request)).stdout).toMatch(
    /^done before, so there was nothing to stop: \d canceled, \d too late\n$/,
  );
});

test('import and send work off a CSV file: a dry run changes nothing, each wrong line is told, and a row that comes again sends nothing twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-csv-'));
  try {
    const users = join(folder, 'users.csv');
    writeFileSync(users, 'id,name,attributes.seats:number\npetra,Petra,3\nquinn,,4\n');
    const rows = join(folder, 'rows.csv');
    writeFileSync(rows, 'id,data.title\npetra,Row one\nnobody-here,Row two\n');
    const inbox = async () => (await localSystem.as('petra', 'GET', '/v1/me/notifications')).body.data ?? [];

    expect(await bellhop('import', users, '--dry-run')).toMatchObject({
      code: 0,
      stdout: '2 rows: 2 good, 0 refused; nothing was changed\n',
    });
    expect(await bellhop('import', users)).toMatchObject({ code: 0, stdout: '2 rows: 2 created, 0 refused\n' });
    const send = (...more: string[]) =>
      bellhop('send', '--csv', rows, '--workflow', 'message', '--data', '{"body": ""}', ...more);
    const foreseen = await send('--dry-run');
    expect(foreseen.stdout).toBe('2 rows: 1 good, 1 refused; nothing was changed\n');
    expect(foreseen.stderr).toMatch(/^line 3: id: no such user is known/);
    expect((await send()).stdout).toBe('2 rows: 1 sent, 1 refused\n');
    expect((await send()).stdout).toBe('2 rows: 0 sent, 1 already sent, 1 refused\n');

    const lyra = join(folder, 'lyra.csv');
    writeFileSync(lyra, 'id,name,email\npetra,Petra of Lyra,lyra@example.org\n');
    expect((await bellhop('import', lyra, '--tenant', 'lyra')).stdout).toBe('1 row: 1 created, 0 refused\n');
    expect((await bellhop('why', 'quinn', '--tenant', 'lyra')).code).toBe(3);
    expect((await bellhop('why', 'lyra@example.org')).code).toBe(3); // it is a tenant's user's
    expect((await bellhop('why', 'lyra@example.org', '--tenant', 'lyra')).stdout).toContain('of "petra"');
    expect((await bellhop('why', 'petra', '--tenant', 'lyra')).stdout).toContain('No notification to them is kept.');
    expect(await send('--dry-run', '--tenant', 'vega')).toMatchObject({ code: 1, stdout: expect.stringContaining('2 refused') });

    await eventually('it is in the inbox', async () => (await inbox()).length > 0);
    const last = await localSystem.publish({ workflow: 'message', recipients: ['petra'], data: { title: 'Last', body: '' } });
    expect(last.status).toBe(202);
    await eventually('what came later is there too', async () => (await inbox())[0]?.title === 'Last');
    expect((await inbox()).map(({ title }: { title: string }) => title)).toEqual(['Last', 'Row one']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
