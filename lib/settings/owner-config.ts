import { statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import * as z from 'zod';
import { inWords } from '../../contract/schema-words.ts';
import { configFile } from '../places.ts';
import { StageName } from '../stage.ts';
import { OwnerError } from './owner-error.ts';
import type { SettingsOfStage } from './owner-settings.ts';

export type { SettingsOfStage };

/** What `bellhop.config.ts` exports as its default: how the owner's stages are set, and where their workflows are. */
export type BellhopConfig = {
  /** The folder of the owner's own workflows, seen from this file; absent: the project's. */
  workflows?: string;
  stages?: { [Name in StageName]?: SettingsOfStage };
};

/** The owner's file as it was read. */
export type OwnerConfig = {
  /** Where it is, as a message names it; absent when the owner has none. */
  file?: string;
  /** The owner's own workflows, as an absolute path; absent: the project's. */
  workflowsFolder?: string;
  stages: { [Name in StageName]?: Readonly<Record<string, unknown>> };
};

const Config = z.strictObject({
  workflows: z.string().min(1).optional(),
  stages: z.partialRecord(StageName, z.record(z.string(), z.unknown())).default({}),
});

/**
 * Reads the owner's file: the one that `BELLHOP_CONFIG` names, else `bellhop.config.ts` in the project; an empty `BELLHOP_CONFIG`
 * means none. What it says of a stage is checked by `readOwnerSettings`.
 * @throws OwnerError when the file is missing though it was named, cannot be loaded, or is not of this shape.
 */
export async function readOwnerConfig(project: string, env: NodeJS.ProcessEnv = process.env): Promise<OwnerConfig> {
  const path = findOwnerConfig(project, env);
  if (path === undefined) return { stages: {} };

  const file = nameOf(project, path);
  const { workflows, stages } = parse(file, await load(file, path));
  return { file, ...(workflows !== undefined && { workflowsFolder: folderAt(file, path, workflows) }), stages };
}

/**
 * Where the owner's file is, as an absolute path; none when they have none. A relative `BELLHOP_CONFIG` is seen from the folder
 * in which the command was typed.
 * @throws OwnerError when `BELLHOP_CONFIG` names a file that is not there.
 */
export function findOwnerConfig(project: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { BELLHOP_CONFIG: named, INIT_CWD: typedIn = process.cwd() } = env;
  const path = named === undefined ? join(project, configFile) : resolve(typedIn, named);
  if (named === '') return undefined;
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  if (named === undefined) return undefined;
  throw new OwnerError(`BELLHOP_CONFIG is "${named}", but there is no file ${path}; set it to the path of your ${configFile}`);
}

async function load(file: string, path: string): Promise<unknown> {
  const { href } = pathToFileURL(path);
  try {
    return (await import(href)).default;
  } catch (error) {
    const { message = inspect(error), stack = '' } = Object(error);
    const line = [path, href].map((place) => lineAfter(`${place}:`, String(stack))).find((each) => each !== undefined);
    throw new OwnerError(`${file}${line === undefined ? '' : `, line ${line},`} cannot be loaded: ${message}`, { cause: error });
  }
}

/** The number that stands behind a place in a stack. */
function lineAfter(place: string, stack: string): string | undefined {
  const at = stack.indexOf(place);
  return at === -1 ? undefined : /^\d+/.exec(stack.slice(at + place.length))?.[0];
}

function parse(file: string, exported: unknown): z.infer<typeof Config> {
  if (exported === undefined)
    throw new OwnerError(`${file} has no default export; begin it with: export default { stages: { dev: {} } }`);

  const parsed = Config.safeParse(exported, { error: inWords });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${[file, ...issue.path].join(', ')}: ${describe(issue)}`);
  throw new OwnerError(`${faults.join('\n')}\nA file that would do is in docs/settings.md`);
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const known = issue.path[0] === 'stages' ? StageName.options : Object.keys(Config.shape);
  return `${issue.keys.join(', ')} is unknown; there may be ${known.join(', ')}`;
}

function folderAt(file: string, path: string, workflows: string): string {
  const folder = resolve(dirname(path), workflows);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new OwnerError(`${file}, workflows: "${workflows}" is no folder (${folder}); name the one that holds your workflows`);
}

function nameOf(project: string, path: string): string {
  const name = relative(project, path);
  return name.startsWith('..') ? path : name;
}
