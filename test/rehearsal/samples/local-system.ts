import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLine } from '../sam/running-line.ts';
import { assert } from '../step.ts';

/** An e-mail or SMS that went out. */
export type Sent = { channel: string; to: string[]; subject?: string; text: string };

/** `npm start` with the workflows of samples/bellhop/, on free ports and data of its own. */
export type LocalSystem = {
  url: string;
  /** What samples are told of it, by their environment. */
  told: NodeJS.ProcessEnv;
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  outbox(): Promise<Sent[]>;
  /** Empties the outbox and takes away what schedules there are, for the next sample. */
  tidyUp(): Promise<void>;
  stop(): Promise<void>;
};

const key = 'bh_live_local';

/** Starts it, and waits until it is ready. */
export async function startLocalSystem(): Promise<LocalSystem> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-samples-'));
  const own = { BELLHOP_CONFIG: 'samples/bellhop/bellhop.config.ts', BELLHOP_PORT: '0', BELLHOP_DATA: dataFolder };
  const line = await startLine('npm start', { ...process.env, ...own }, /curl -s/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line.printed())?.[0] ?? '';

  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    assert(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };

  return {
    url,
    told: { BELLHOP_URL: url, BELLHOP_KEY: key },
    ask,
    outbox: async () => (await ask('GET', '/local/outbox')).data as Sent[],
    async tidyUp() {
      await ask('DELETE', '/local/outbox');
      for (const { id } of (await ask('GET', '/v1/schedules')).data as { id: string }[])
        await ask('DELETE', `/v1/schedules/${id}`);
    },
    async stop() {
      await line.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * Waits until what went out has these subjects, and then a moment longer, in which nothing more may go.
 * @throws Error that names what went out when it never comes to this.
 */
export async function sentExactly(outbox: () => Promise<{ subject?: string }[]>, subjects: readonly string[]): Promise<string> {
  const wanted = [...subjects].sort().join(', ');
  const seen = async () => (await outbox()).map(({ subject = '' }) => subject).sort();
  for (let looks = 0; looks < 300 && (await seen()).length < subjects.length; looks += 1) await sleep(100);
  await sleep(1_500); // what goes twice goes by then
  const went = (await seen()).join(', ');
  assert(went === wanted, `what should have gone is "${wanted}", and it was "${went}"`);
  return `${wanted}; nothing else`;
}

/**
 * Looks whether the schedule `rent-due` has its next run when it should, by what the sample printed last, and runs it now.
 * @throws Error when it goes at another time than what it was before, or sends something else.
 */
export async function runsAt(
  { ask, outbox, tidyUp }: LocalSystem,
  { ours, theirs, sends }: { ours: string; theirs?: string; sends: string },
): Promise<string> {
  const [next, was] = [lastLine(ours), lastLine(theirs ?? ours)];
  const inZurich = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Zurich' });
  assert(Date.parse(next) === Date.parse(was), `it went at ${was}, and the schedule would go at ${next}`);
  assert(/^01\/.* 09:00$/.test(inZurich.format(new Date(next))), `the schedule would go at ${next}`);
  await ask('DELETE', '/local/outbox');
  await ask('POST', '/v1/schedules/rent-due/run');
  const seen = await sentExactly(outbox, [sends]);
  await tidyUp();
  return `next at ${next}${theirs === undefined ? '' : ', as before'}; ${seen}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
