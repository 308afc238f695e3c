import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import * as z from 'zod';
import { singleLine, WebUrl } from '../../contract/values.ts';
import { renderCopy } from '../../core/rules/copy.ts';
import { defineWorkflow, type Workflow } from '../../core/rules/workflow.ts';
import { eventually, type Laptop, startLaptop } from './laptop.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text ?? '');

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.stop());

test('the first curl publishes, as pasted', async () => {
  const [curl] = blocks('sh').filter((block) => block.startsWith('curl'));
  const command = curl?.replaceAll('http://127.0.0.1:4620', laptop.system.url) ?? '';

  const { stdout } = await promisify(execFile)('sh', ['-c', command]);

  const id = JSON.parse(stdout).notifications[0].id;
  await eventually("it is in Ada's inbox", async () => {
    const { body } = await laptop.as('ada', 'GET', '/v1/me/notifications');
    return body.data.some((item: { id: string }) => item.id === id);
  });
});

test('the curl that changes preferences does so, as pasted', async () => {
  const curl = blocks('sh').find((block) => block.includes('/preferences'));
  const command = curl?.replaceAll('http://127.0.0.1:4620', laptop.system.url) ?? '';

  const { stdout } = await promisify(execFile)('sh', ['-c', command]);

  expect(JSON.parse(stdout)).toMatchObject({
    categories: { repairs: { sms: 'opted_out', digest: 'daily', chosen: ['sms', 'digest'] } },
    quiet_hours: { days: { saturday: 'none' } },
  });
});

test('the curl that simulates tells of both of its users, as pasted', async () => {
  const curl = blocks('sh').find((block) => block.includes('/simulate'));
  const command = curl?.replaceAll('http://127.0.0.1:4620', laptop.system.url) ?? '';

  const { stdout } = await promisify(execFile)('sh', ['-c', command]);

  const { data, refused } = JSON.parse(stdout);
  expect([data.map(({ user }: { user: string }) => user), refused]).toEqual([['grace', 'beat'], []]);
  expect(data[1]).toMatchObject({
    timezone: 'Europe/Zurich',
    channels: [
      { channel: 'email', copy: { email: { subject: 'Reparatur R-7 ist von Northwind genehmigt' } }, cost_usd: 0.0001 },
      { channel: 'sms', decision: 'skip', reason: 'no_address' },
    ],
  });
});

test('what the README publishes for later it cancels in time', async () => {
  const script = blocks('js')[0]?.replaceAll('http://127.0.0.1:4620', laptop.system.url);
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

  const { canceled, too_late } = await AsyncFunction(`${script}; return { canceled, too_late };`)();

  expect(canceled).toHaveLength(2);
  expect(too_late).toEqual([]);
});

test('the workflow in the README is a good one', () => {
  const [definition = ''] = blocks('ts');
  const body = definition.replace(/^export const (\w+) =/, 'const workflow =');

  const make = new Function('defineWorkflow', 'z', 'singleLine', 'WebUrl', `${body}; return workflow;`);
  const workflow: Workflow = make(defineWorkflow, z, singleLine, WebUrl);

  expect(renderCopy(workflow, workflow.payload.parse(workflow.example), { channels: ['sms'] })).toMatchObject({
    outcome: 'rendered',
  });
});

test('every file and script that the README names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const files = [...readme.matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`|\]\(([\w./-]+)\)/g)].map(([, code, link]) => code ?? link ?? '');
  const commands = [...readme.matchAll(/npm run (\w+)/g)].map(([, name]) => name ?? '');

  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !file.startsWith('.bellhop/') && !existsSync(file))).toEqual([]);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
});
