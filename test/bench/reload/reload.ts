import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shippedWorkflows } from '../../../lib/places.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { percentile } from '../measure/percentile.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';
import { waitUntil } from '../measure/wait-until.ts';
import { promises } from '../promises.ts';
import { type BenchSystem, startBenchSystem } from '../systems/system.ts';
import { cpuMsOfTree, memoryMbOfChild } from './processes.ts';

const edits = 5;

/** What is saved: an edition of a file, by a number that is nowhere else. */
const kinds = [
  {
    of: 'texts',
    file: 'message/workflow.ts',
    edit: (text: string, n: number) => replace(text, 'title }) => title,', `title }) => title + ' ${n}',`),
  },
  { of: 'a template', file: 'message/email.tsx', edit: (text: string, n: number) => replace(text, '`Open $', `\`Open ${n} $`) },
];

/** From saving a workflow to a dry run that says what was saved, which is what its preview shows; and to an e-mail of a publish. */
export async function* reload(): AsyncGenerator<Figure> {
  const folder = join(scratchFolder(), 'workflows');
  cpSync(shippedWorkflows, folder, { recursive: true, filter: (file) => !basename(file).startsWith('_') });
  const bench = await startBenchSystem({ watch: folder });
  try {
    let number = 70_000;
    for (const { of, file, edit } of kinds) {
      const text = readFileSync(join(folder, file), 'utf8');
      const taken: Taken[] = [];
      while (taken.length < edits) {
        number += 1;
        await sleep(500); // what was saved before is done with
        taken.push(await takeUp(bench, String(number), () => writeFileSync(join(folder, file), edit(text, number))));
      }
      yield* figuresOf(of, taken);
    }
    const memory = memoryMbOfChild(process.pid, 'esbuild');
    if (memory !== undefined) yield figure({ case: 'what builds keep', measure: 'memory', value: memory, unit: 'MB' });
  } finally {
    await bench.stop();
  }
}

type Taken = { shownMs: number; sentMs: number; cpuMs: number | undefined };

/** Saves, and waits for the words as the console does: by the number of builds. */
async function takeUp(bench: BenchSystem, words: string, save: () => void): Promise<Taken> {
  const before = await editionOf(bench);
  const cpuBefore = cpuMsOfTree(process.pid);
  const savedAt = performance.now();
  save();
  await waitUntil('the edit is taken up', async () => (await editionOf(bench)) > before);
  const shown = await ask(bench, '/v1/notifications/dry-run', 200);
  if (!shown.includes(words)) throw new Error(`the dry run says nothing of ${words}`);
  const shownMs = performance.now() - savedAt;
  const cpuAfter = cpuMsOfTree(process.pid);

  const { id } = JSON.parse(await ask(bench, '/v1/notifications', 202)).notifications[0];
  await waitUntil('its e-mail is sent', async () => (await outboxOf(bench, id)).includes(words));
  const sentMs = performance.now() - savedAt;
  return { shownMs, sentMs, cpuMs: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore };
}

function* figuresOf(of: string, [first, ...others]: Taken[]): Generator<Figure> {
  if (first === undefined) throw new Error('nothing was measured');
  const promise = promises.reloadMs;
  const median = (values: number[], more: Omit<Figure, 'value' | 'ok'>) => figure({ ...more, value: percentile(values, 50) });
  const shown = `${of}, until a dry run says them`;
  yield figure({ case: shown, measure: 'first', value: first.shownMs, unit: 'ms', promise });
  yield median(
    others.map(({ shownMs }) => shownMs),
    { case: shown, measure: 'p50 of the others', unit: 'ms', promise },
  );
  yield median(
    others.map(({ sentMs }) => sentMs),
    { case: `${of}, until an e-mail with them is sent`, measure: 'p50 of the others', unit: 'ms' },
  );
  const cpu = others.flatMap(({ cpuMs }) => cpuMs ?? []);
  if (cpu.length > 0) yield median(cpu, { case: shown, measure: 'CPU, p50 of the others', unit: 'ms' });
}

async function editionOf({ system }: BenchSystem): Promise<number> {
  const { edition } = (await (await fetch(`${system.url}/local/workflows`)).json()) as { edition: number };
  return edition;
}

async function outboxOf({ system }: BenchSystem, id: string): Promise<string> {
  return await (await fetch(`${system.url}/local/outbox?notification=${id}`)).text();
}

async function ask({ call, system }: BenchSystem, path: string, expected: number): Promise<string> {
  const data = { title: 'Hello', body: 'As it was saved.', url: 'https://app.example.com/' };
  const body = { workflow: 'message', recipients: ['ada'], channels: ['email'], data };
  return (await call('POST', path, expected, { bearer: system.keys.live, body })).text;
}

function replace(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`the sample has no "${what}" any more`);
  return text.replace(what, by);
}
