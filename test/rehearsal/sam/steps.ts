import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../local/ports.ts';
import { message } from '../../../workflows/message/workflow.ts';
import { runLine } from '../command.ts';
import { assert, type Step } from '../step.ts';
import { type SamPage, samPage } from './page.ts';
import { type RunningLine, startLine } from './running-line.ts';
import { imageForFunctions } from './tools.ts';

/** A machine that lets containers in, and the page's lines for it. */
export type LocalSystem = { url: string; page: SamPage; env: NodeJS.ProcessEnv; stop(): Promise<void> };

/** Starts the page's first line on free ports and data of its own. */
export async function startLocalSystem(env: NodeJS.ProcessEnv): Promise<LocalSystem> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-sam-'));
  const template = join(dataFolder, 'sam', 'template.json');
  const first = samPage({ port: 0, template, samPort: 0 }).block('sh', 'npm start');
  const line = await startLine(first, { ...env, BELLHOP_PORT: '0', BELLHOP_DATA: dataFolder }, /local\/events\/Ingest/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line.printed())?.[0] ?? '';
  const stop = async () => {
    await line.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  const { standIn } = await imageForFunctions();
  if (standIn !== undefined) appendFileSync(join(dirname(template), 'samconfig.toml'), `invoke_image = ["${standIn}"]\n`);
  return { url, env, stop, page: samPage({ port: Number(new URL(url).port), template, samPort: await freePort() }) };
}

/** One function of each kind: HTTP, queue, job, event. */
const oneOfEachKind = ['Feed', 'DeliverEmail', 'ReleaseDue', 'RecordFeedback'];

/** What the page says, from the top to its end; `short`: with one function of each kind. */
export function samSteps(page: SamPage, { short }: { short: boolean }): Step<LocalSystem>[] {
  const ends = page.ends.filter(({ name }) => !short || oneOfEachKind.includes(name));
  assert(ends.length >= oneOfEachKind.length, `docs/sam.md tells of ${ends.length} functions, which are too few`);
  return [
    { name: 'image for functions', run: async () => (await imageForFunctions()).what },
    ...ends.map(({ name, end }) => ({
      name: `sam local invoke ${name}`,
      run: (localSystem: LocalSystem) => invokes(name, end, localSystem),
    })),
    { name: 'sam local start-api', run: servesTheApi },
    { name: 'sam local start-lambda', run: servesTheSdk },
  ];
}

/** The page's line with another function's name, as it says to. */
async function invokes(name: string, end: string, localSystem: LocalSystem): Promise<string> {
  const line = localSystem.page.block('sh', 'curl -s -X POST').replaceAll('Ingest', name);
  const printed = await runLine(line, localSystem.env);
  assert(printed.includes(end), `it did not print ${end} but:\n${printed}`);
  const seen = await effects[name]?.(localSystem);
  return [end, seen].filter(Boolean).join(', and ');
}

/** What shows on the local system afterwards; a container may answer well without having reached it. */
const effects: Readonly<Record<string, (localSystem: LocalSystem) => Promise<string>>> = {
  DeliverEmail: ({ url }) => eventually('its e-mail in the outbox', () => holds(`${url}/local/outbox`, 'sample-deliver-email@')),
  DeliverBulkEmail: ({ url }) =>
    eventually('its e-mail in the outbox', () => holds(`${url}/local/outbox`, 'sample-deliver-bulk-email@')),
  DeliverSms: ({ url }) =>
    eventually('its SMS in the outbox', () => holds(`${url}/local/outbox?channel=sms`, message.example.title)),
  Ingest: ({ url }) =>
    eventually('its e-mail to Ada in the outbox', () =>
      holds(`${url}/local/outbox?to=ada@example.com`, 'The workshop closes at four'),
    ),
  RecordFeedback: ({ url }) =>
    eventually('its address suppressed', () => holds(`${url}/v1/suppressions`, 'sample-record-feedback+')),
};

async function holds(address: string, text: string): Promise<boolean> {
  const answer = await fetch(address, { headers: { authorization: 'Bearer bh_live_local' } });
  return (await answer.text()).includes(text);
}

async function eventually(what: string, look: () => Promise<boolean>): Promise<string> {
  for (let looks = 0; looks < 100; looks += 1) {
    if (await look()) return what;
    await sleep(100);
  }
  throw new Error(`it did not come to this: ${what}`);
}

async function servesTheApi({ page, env }: LocalSystem): Promise<string> {
  return await whileRunning(startLine(page.block('sh', 'sam local start-api'), env, /Running on http/), async () => {
    const health = await runLine(page.block('sh', 'curl -s http://127.0.0.1:3000/v1/health'), env);
    assert(health.includes('"status":"ok"'), `GET /v1/health answered ${health}`);
    const published = await runLine(page.block('sh', 'curl -s http://127.0.0.1:3000/v1/notifications'), env);
    assert(/"notifications":\[\{"id":"ntf_/.test(published), `POST /v1/notifications answered ${published}`);
    return 'GET /v1/health and POST /v1/notifications are answered';
  });
}

async function servesTheSdk({ page, env }: LocalSystem): Promise<string> {
  return await whileRunning(startLine(page.block('sh', 'sam local start-lambda'), env, /Running on http/), async () => {
    const code = page.block('js', "import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';");
    const printed = await runLine(`"${process.execPath}" --input-type=module -e "$CODE"`, { ...env, CODE: code });
    assert(printed.includes('"statusCode": 200') || printed.includes('"statusCode":200'), `the SDK was answered ${printed}`);
    return 'an SDK invokes Health';
  });
}

async function whileRunning(starting: Promise<RunningLine>, work: () => Promise<string>): Promise<string> {
  const line = await starting;
  try {
    return await work();
  } finally {
    await line.stop();
  }
}
