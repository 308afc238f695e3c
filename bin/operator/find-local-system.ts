import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RunningSystem, runningFolder } from '../../contract/operations/running-system.ts';

/** Where `npm start` is, unless it is told otherwise. */
const usual = 'http://127.0.0.1:4620';

const LocalStack = z.object({
  outputs: z.object({ TableName: z.string() }).catchall(z.string()),
  environment: z.record(z.string(), z.string()),
  settings: z.record(z.string(), z.string()).optional(),
});

/** A system that answers: where it is, and what it tells of its stack. */
export type LocalSystem = { url: string; dataFolder?: string; stack: z.infer<typeof LocalStack> };

/** The systems that run on this machine: at `port` alone where it is given, else wherever the project's `npm start` has put them. */
export async function findLocalSystems(project: string, port = process.env.BELLHOP_PORT): Promise<LocalSystem[]> {
  const places = port === undefined ? announced(project) : [{ url: `http://127.0.0.1:${port}` }];
  const found = await Promise.all(places.map(ask));
  return found.filter((localSystem) => localSystem !== undefined);
}

/** What running systems have left word of, and the usual place, which an older version does not tell of. */
function announced(project: string): (Pick<LocalSystem, 'url'> & Partial<RunningSystem>)[] {
  const places = filesIn(join(project, runningFolder)).flatMap((text) => parse(text) ?? []);
  return places.some(({ url }) => url === usual) ? places : [...places, { url: usual }];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch {
    return []; // nothing was ever started here, or one has just stopped: the usual place is asked in any case
  }
}

function parse(text: string): RunningSystem | undefined {
  try {
    return RunningSystem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // half a file, from a crash
  }
}

async function ask({ url, dataFolder }: Pick<LocalSystem, 'url'> & Partial<RunningSystem>): Promise<LocalSystem | undefined> {
  const answer = await fetch(`${url}/local/stack`).catch(() => undefined);
  const stack = answer?.ok ? LocalStack.safeParse(await answer.json().catch(() => undefined)).data : undefined;
  return stack && { url, stack, ...(dataFolder !== undefined && { dataFolder }) };
}
