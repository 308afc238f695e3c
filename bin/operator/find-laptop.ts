import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RunningSystem, runningFolder } from '../../contract/operations/running-system.ts';

/** Where `npm start` is, unless it is told otherwise. */
const usual = 'http://127.0.0.1:4620';

const LaptopStack = z.object({
  outputs: z.object({ TableName: z.string() }).catchall(z.string()),
  environment: z.record(z.string(), z.string()),
});

/** A system that answers: where it is, and what it tells of its stack. */
export type Laptop = { url: string; dataFolder?: string; stack: z.infer<typeof LaptopStack> };

/** The systems that run on this laptop: at `port` alone where it is given, else wherever the project's `npm start` has put them. */
export async function findLaptops(project: string, port = process.env.BELLHOP_PORT): Promise<Laptop[]> {
  const places = port === undefined ? announced(project) : [{ url: `http://127.0.0.1:${port}` }];
  const found = await Promise.all(places.map(ask));
  return found.filter((laptop) => laptop !== undefined);
}

/** What running systems have left word of, and the usual place, which an older version does not tell of. */
function announced(project: string): (Pick<Laptop, 'url'> & Partial<RunningSystem>)[] {
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

async function ask({ url, dataFolder }: Pick<Laptop, 'url'> & Partial<RunningSystem>): Promise<Laptop | undefined> {
  const answer = await fetch(`${url}/local/stack`).catch(() => undefined);
  const stack = answer?.ok ? LaptopStack.safeParse(await answer.json().catch(() => undefined)).data : undefined;
  return stack && { url, stack, ...(dataFolder !== undefined && { dataFolder }) };
}
