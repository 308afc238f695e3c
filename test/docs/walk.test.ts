import { execFile, spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claimPorts } from '../../local/ports.ts';
import { eventually } from '../journeys/local-system.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { awsFaults } from './aws-cli.ts';
import { blocksOf, pages, textsOf } from './blocks.ts';
import { notPasted, notRun } from './claims.ts';
import { pasteFaults, unportableOptions } from './portable.ts';
import { copyProject, putIntoProject } from './project-copy.ts';
import { openShell, type Shell } from './shell.ts';
import { leaveShipped } from './shipped-lists.ts';
import { type Operator, startOperator } from './start-operator.ts';

const folder = scratchFolder();
const blocks = pages.flatMap(blocksOf);
const withCommands = pages.filter((page) => blocks.some((block) => block.page === page && block.language === 'sh'));
const called = new Map<string, string[][]>();
const answers: { page: string; text: string; answer: string }[] = [];
let project: string;
let url: string;
let system: ReturnType<typeof start>;
let preferences: unknown;
let operator: Operator;

/** What a page prints, for the system that runs here. */
const here = (text: string) =>
  text.replaceAll('http://127.0.0.1:4620', url).replaceAll(/(STAGE=|--stage )(?:prod|dev)\b/g, '$1local');
/** What the launcher hands over, for what is run without it. */
const { PATH, NODE_COMPILE_CACHE } = process.env;
const environment = () => ({ NODE_COMPILE_CACHE, BELLHOP_PORT: new URL(url).port, TMPDIR: folder });

beforeAll(async () => {
  project = await copyProject(folder);
  leaveShipped(project);
  const { http } = await claimPorts(0);
  url = `http://127.0.0.1:${http}`;
  system = start();
  operator = await startOperator(project);
  await system.ready;
  preferences = await ask('/v1/users/ada/preferences');
  for (const { name } of (await ask('/local/jobs')).data) await ask('/local/run', { job: name }); // as after the first minutes
}, 240_000);

afterAll(() => {
  operator?.stop();
  return system?.stop();
});

/** `npm start`, as the README prints it. */
function start() {
  const [line = ''] = textsOf('README.md', 'sh').filter((text) => text === 'npm start\n');
  const child = spawn('sh', ['-c', `exec ${line}`], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '', ...environment() },
  });
  let printed = '';
  const ready = new Promise<void>((done, fail) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk;
        if (printed.includes('curl -s')) done();
      });
    child.once('close', () => fail(new Error(`it ended: ${printed}`)));
  });
  const ended = new Promise((done) => child.once('close', done));
  return {
    ready,
    printed: () => printed,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the walk reads answers as a stranger's program would, by name
async function ask(path: string, body?: unknown): Promise<any> {
  const headers = { authorization: 'Bearer bh_live_local', 'content-type': 'application/json' };
  const response = await fetch(url + path, {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}

async function outboxOf(notification: string): Promise<{ channel: string; subject?: string; text: string }[]> {
  return eventually('it went out', async () => {
    const { data } = await ask('/local/outbox');
    const out = data.filter((entry: { notification_id: string }) => entry.notification_id === notification);
    return ['email', 'sms'].every((channel) => out.some((entry: { channel: string }) => entry.channel === channel)) && out;
  });
}

test.each(withCommands)(
  'the commands of %s can be pasted, and do what they should',
  async (page) => {
    const shell: Shell = openShell(scratchFolder(), { cwd: folder, env: environment(), operator: operator.url });
    if (page !== 'README.md') await shell.paste('cd bellhop');
    try {
      for (const { line, text } of blocks.filter((block) => block.page === page && block.language === 'sh')) {
        expect([`${page}:${line}`, ...pasteFaults(text)]).toEqual([`${page}:${line}`]);
        if (notPasted.some((each) => each.page === page && text.includes(each.part))) continue;
        const answer = await shell
          .paste(here(text))
          .catch((error: Error) => Promise.reject(new Error(`${page}:${line}: ${error.message}`)));
        answers.push({ page, text, answer });
      }
    } finally {
      shell.close();
    }
    called.set(page, shell.commands());

    const faults = shell.commands().flatMap(([program = '', ...args]) => {
      const wrong =
        program === 'aws'
          ? awsFaults(args)
          : unportableOptions([program, ...args]).map((option) => `${option} is not on every system`);
      return wrong.map((fault) => `${program} ${args.join(' ')}: ${fault}`);
    });
    expect(faults).toEqual([]);
  },
  180_000,
);

test('what is not run is listed with its reason, and nothing is listed that no page prints', () => {
  const programs = new Set(['aws', 'cdk', 'docker', 'git', 'npm', 'npx', 'pip', 'python3', 'sam']);
  const commands = [...called.values()].flat().filter(([program = '']) => programs.has(program));
  const lines = commands.map((argv) => argv.join(' '));

  expect(lines.filter((line) => !notRun.some(({ command }) => command.test(line)))).toEqual([]);
  expect(notPasted.filter(({ page, part }) => !textsOf(page, 'sh').some((text) => text.includes(part)))).toEqual([]);
  expect(notRun.filter(({ command }) => !lines.some((line) => command.test(line)))).toEqual([]);
});

describe('the calls of a page answer what it says', () => {
  const answerTo = (page: string, part: string) =>
    JSON.parse(answers.find((each) => each.page === page && each.text.includes(part))?.answer ?? 'null');

  test("the first one is in Ada's inbox", async () => {
    const { id } = answerTo('README.md', 'Your first notification.').notifications[0];
    const { token } = await ask('/local/token', { user: 'ada' });

    await eventually("it is in Ada's inbox", async () => {
      const response = await fetch(`${url}/v1/me/notifications`, { headers: { authorization: `Bearer ${token}` } });
      return (await response.json()).data.some((item: { id: string }) => item.id === id);
    });
  });

  test('a publish to a topic that has a subscriber is accepted, and so is one with a new user', () => {
    const { notifications, refused } = answerTo('docs/publishing.md', 'repair-R-1042-done');

    expect([notifications.length, refused]).toEqual([2, []]);
    expect(answers.find(({ text }) => text.includes('"topic": "building:42"'))?.answer).toMatch(/"id":"req_/);
  });

  test('a recipient that plays a bounce bounces, for a test key', async () => {
    const { id } = answerTo('docs/testing.md', 'bounce+signup').notifications[0];

    await eventually('it bounced', async () => {
      const { messages } = await ask(`/v1/notifications/${id}`);
      return JSON.stringify(messages)?.includes('"status":"bounced"');
    });
  });

  test("an export has the user's own, and a user who was erased is gone", async () => {
    expect(answerTo('docs/personal-data.md', '/export')).toMatchObject({ user: { id: 'grace' } });
    expect(await ask('/v1/users/noor')).toMatchObject({ status: 404 });
  });

  test('a dry run tells of both of its users', () => {
    const { data, refused } = answerTo('docs/testing.md', '/dry-run');

    expect([data.map(({ user }: { user: string }) => user), refused]).toEqual([['grace', 'beat'], []]);
    expect(data[1]).toMatchObject({
      timezone: 'Europe/Zurich',
      channels: [
        { channel: 'email', copy: { email: { subject: 'Reparatur R-7 ist von Northwind genehmigt' } }, cost_usd: 0.0001 },
        { channel: 'sms', decision: 'skip', reason: 'no_address' },
      ],
    });
  });

  test('preferences are as chosen, and back again', async () => {
    expect(answerTo('docs/preferences.md', '"sms": "opted_out"')).toMatchObject({
      categories: { repairs: { sms: 'opted_out', digest: 'daily', chosen: ['sms', 'digest'] } },
      quiet_hours: { days: { saturday: 'none' } },
    });
    expect(await ask('/v1/users/ada/preferences')).toEqual(preferences);
  });
});

test('what is published for later is canceled in time', async () => {
  const [script = ''] = textsOf('docs/publishing.md', 'js');
  const program = `${here(script)}; console.log(JSON.stringify({ canceled: canceled.length, too_late }))`;

  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env: {} });

  expect(JSON.parse(stdout)).toEqual({ canceled: 2, too_late: [] });
});

describe('the workflow that docs/workflows.md adds', () => {
  const file = () => join(project, 'workflows/invoice-due/workflow.ts');
  const changes = () => system.printed().split('workflows/ has changed').length - 1;

  test('is taken up by the running system, and reaches inbox, mailbox and phone', async () => {
    const [diff = ''] = textsOf('docs/workflows.md', 'diff');
    const before = changes();
    for (const language of ['ts', 'tsx']) putIntoProject(project, textsOf('docs/workflows.md', language)[0] ?? '');
    putIntoProject(project, diff);
    await eventually(
      `it is taken up: ${system.printed()}`,
      async () => changes() > before && /has changed: [^\n]*\n$/.test(system.printed()),
    );

    const { data: listed } = await ask('/local/workflows');
    const { notifications } = await publish({ number: 'INV-7', link: 'https://app.example.com/invoices/7' });
    const out = await outboxOf(notifications[0].id);

    expect(listed.map(({ key }: { key: string }) => key)).toContain('invoice-due');
    expect(out).toContainEqual(expect.objectContaining({ channel: 'email', subject: 'Invoice INV-7 is due' }));
    expect(out).toContainEqual(
      expect.objectContaining({ channel: 'sms', text: 'Invoice INV-7 is due: https://app.example.com/invoices/7' }),
    );
  });

  test('speaks German too, once the page has been followed to its end', async () => {
    const [, translations = ''] = textsOf('docs/workflows.md', 'ts');
    const text = readFileSync(file(), 'utf8').replace(
      /\n}\);\n$/,
      `\n  ${translations.trimEnd().replaceAll('\n', '\n  ')}\n});\n`,
    );
    const subject = 'Rechnung INV-8 ist fällig';
    const data = { number: 'INV-8', link: 'https://app.example.com/invoices/8' };
    const beat = { id: 'beat', email: 'beat@example.com', phone: '+447700900123', locale: 'de-CH' };
    const dryRun = { workflow: 'invoice-due', recipients: [beat], data };

    writeFileSync(file(), text);
    await eventually(
      'it is taken up',
      async () => JSON.stringify(await ask('/v1/notifications/dry-run', dryRun)).includes(subject), // what was printed may be of a change before
    );
    const { notifications } = await publish(data, beat);

    expect(await outboxOf(notifications[0].id)).toContainEqual(expect.objectContaining({ subject }));
  });

  test('passes the checks and tests that a project has to pass', async () => {
    const ofLists = ['test/workflows/workflows.test.ts', 'test/workflows/emails.test.ts']; // the others read no list of workflows
    const tests = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci', '--runInBand', ...ofLists];
    const options = { cwd: project, env: { PATH, NODE_COMPILE_CACHE } };
    const types = ['node_modules/typescript7/bin/tsc', '--singleThreaded', '-p', 'tsconfig.workflow-page.json'];
    const only = { extends: './tsconfig.json', include: ['workflows', 'settings-page.ts'] };
    writeFileSync(join(project, 'settings-page.ts'), textsOf('docs/settings.md', 'ts')[0] ?? '');
    writeFileSync(join(project, 'tsconfig.workflow-page.json'), JSON.stringify(only));
    const lint = [
      join(project, 'node_modules/@biomejs/biome/bin/biome'),
      'check',
      '--vcs-enabled=false',
      '--linter-enabled=false',
      'workflows',
    ];

    for (const argv of [tests, types]) await promisify(execFile)(process.execPath, argv, options);
    const alone = scratchFolder(); // biome reads every bundle that lies beside what it checks
    for (const name of ['workflows', 'biome.json']) cpSync(join(project, name), join(alone, name), { recursive: true });
    await promisify(execFile)(process.execPath, lint, { ...options, cwd: alone });
  }, 180_000);

  test('once broken is told with file and line, and what ran goes on', async () => {
    const before = changes();
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}\n} oops`);
    await eventually('it is told', async () => changes() > before);

    const { notifications } = await publish({ number: 'INV-9', link: 'https://app.example.com/invoices/9' });

    expect(system.printed()).toMatch(
      /cannot be used \([\d.]+ s\); what is sent is as before:\n[^\n]*\n?.*workflows\/invoice-due\/workflow\.ts:\d+:\d+: ERROR/,
    );
    expect(await outboxOf(notifications[0].id)).toContainEqual(expect.objectContaining({ subject: 'Invoice INV-9 is due' }));
  });

  async function publish(data: object, recipient: unknown = { id: 'ada', phone: '+447700900123' }) {
    return ask('/v1/notifications', { workflow: 'invoice-due', recipients: [recipient], data });
  }
});
