import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { quiet } from '../count.ts';
import type { DrillSystem } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const size = 10_000;
const mostSeconds = 180;

/** A file of many rows whose command is killed half-way, and started again. */
export const files: Fault[] = [
  {
    name: 'a-file-killed-half-way',
    promise: { sentTwice: 0, recoverySeconds: mostSeconds },
    alone: true,
    async run(localSystem) {
      const folder = mkdtempSync(join(tmpdir(), 'bellhop-drill-'));
      const prefix = `row-${Date.now()}-`;
      const file = (name: string, heading: string, cells: (n: number) => string) => {
        const rows = Array.from({ length: size }, (_, n) => `${prefix}${n},${cells(n)}`);
        writeFileSync(join(folder, name), `id,${heading}\n${rows.join('\n')}\n`);
        return join(folder, name);
      };
      try {
        const began = Date.now();
        await localSystem.bellhop(
          'import',
          file('users.csv', 'name', (n) => `User ${n}`),
        );
        const imported = Date.now();
        const rows = file('rows.csv', 'data.title', (n) => `Row ${n}`);
        const send = ['send', '--csv', rows, '--workflow', 'message', '--data', '{"body": ""}'];
        const wrong = await killHalfWay(localSystem, send, `${rows}.place`);
        const killed = Date.now();
        const told = await localSystem.bellhop(...send);
        const sent = Date.now();
        await untilDone(localSystem);
        const made = await madeFor(localSystem, prefix);
        const reached = new Set(made).size;
        const seconds = (from: number, to: number) => Math.round((to - from) / 1000);
        if (seconds(began, imported) > mostSeconds) wrong.push(`the import took ${seconds(began, imported)} s`);
        if (seconds(imported, sent) > mostSeconds) wrong.push(`the sends took ${seconds(imported, sent)} s`);
        if (!/^10000 rows: .*, 0 refused \(\d+ rows were done before\)\n$/.test(told)) wrong.push(`it said: ${told}`);
        if (process.env.BELLHOP_VERBOSE) console.log({ import: seconds(began, imported), send: seconds(imported, sent), told });
        const recoverySeconds = seconds(killed, Date.now());
        return { lost: size - reached, sentTwice: made.length - reached, stuck: 0, recoverySeconds, wrong };
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
];

/** Starts a command, and kills it once its place is behind half of the rows. */
async function killHalfWay({ system }: DrillSystem, args: readonly string[], place: string): Promise<string[]> {
  const env = { ...process.env, NODE_OPTIONS: '', BELLHOP_PORT: new URL(system.url).port };
  const child = spawn(process.execPath, ['bin/bellhop.ts', ...args, '--stage', 'local'], { env, stdio: 'ignore' });
  const ended = new Promise<string | null>((done) => child.once('exit', (_, signal) => done(signal)));
  while (child.exitCode === null && doneBy(place) < size / 2) await sleep(20);
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL' ? [] : ['it had ended before it was killed'];
}

function doneBy(place: string): number {
  try {
    return JSON.parse(readFileSync(place, 'utf8')).done;
  } catch {
    return 0; // it is not there yet
  }
}

/** Until nothing is queued: what is queued once is waited for as long as there is less of it. */
async function untilDone(localSystem: DrillSystem): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds += 1) await quiet(localSystem);
}

/** Whose notifications there are, of users whose ids begin so: one each time that one was made. */
async function madeFor({ table }: DrillSystem, prefix: string): Promise<string[]> {
  const users: string[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: 'sk = :meta AND begins_with(userId, :prefix)',
        ExpressionAttributeValues: { ':meta': 'META', ':prefix': prefix },
        ProjectionExpression: 'userId',
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    users.push(...(page.Items ?? []).map(({ userId }) => String(userId)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return users;
}
