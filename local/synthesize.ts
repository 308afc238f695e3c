import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { ending, ownersFolder, sourceFile, sources } from '../lib/places.ts';
import { findOwnerConfig } from '../lib/settings/owner-config.ts';
import { isMade, makeUnlessMade } from './built-folder.ts';
import { endWithUs } from './processes.ts';
import { CannotStart } from './stopping.ts';
import { findWorkflowsFolder } from './workflows-folder.ts';

/** Where the synthesized stack is kept. It is the project's, on whichever data it runs. */
export const synthesisFolder = join(ownersFolder, '.bellhop', 'cdk.out');

/** Settings for one start, over those of the owner's file: `name=value`, as after `-c`. */
export type StartSettings = Readonly<Record<string, string>>;

/** Where the stack is kept as it is with these settings: beside the other, which stays good. */
export function synthesisFolderFor(settings: StartSettings): string {
  if (Object.keys(settings).length === 0) return synthesisFolder;
  return `${synthesisFolder}-${createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8)}`;
}

/** Everything of ours that a change of can change the template or a bundle. */
const ours = [
  'adapters',
  `bin/app${ending}`,
  'bin/deploy',
  'cdk.json',
  'contract',
  'core',
  'exports',
  'lambdas',
  'lib',
  `local/synthesize${ending}`,
  'package-lock.json',
  'package.json', // of the package, which has no lockfile and takes its packages by their exact versions
  'workflows',
];

/** The synthesized stack of stage `local`. */
export type Synthesized = { stackName: string; template: unknown; assetFolder: (assetName: string) => string };

/**
 * Synthesizes the stack of stage `local` into `folder`, as `cdk synth` would, unless nothing has changed since the last time.
 * @throws CannotStart with what the synthesis had to say.
 */
export async function synthesize(folder: string, settings: StartSettings = {}): Promise<Synthesized> {
  const inputs = [...ours, ...(await ownersInputs())];
  await makeUnlessMade(folder, { inputs, make: (place) => runApp(place, { settings, inputs }) });
  return read(folder);
}

/** The owner's file of settings, and the workflows wherever they are. */
async function ownersInputs(): Promise<string[]> {
  const workflows = await findWorkflowsFolder();
  const paths = [findOwnerConfig(ownersFolder) ?? [], workflows].flat();
  return paths.map((path) => relative(sources, path)); // the same in whichever folder the project lies
}

type AppInputs = { settings: StartSettings; inputs: readonly string[] };

async function runApp(folder: string, { settings, inputs }: AppInputs): Promise<void> {
  const context = JSON.stringify({ ...settings, stage: 'local' });
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: context,
    CDK_VALIDATION: 'false', // CloudFormation never reads this stage, and its schemas take half of the time: docs/decisions/0191
    // settings change no bundle but those of other providers, and bundling takes most of what is left
    BELLHOP_BUNDLES: isMade(synthesisFolder, inputs) ? join(synthesisFolder, 'bundles') : '',
  };
  try {
    const app = promisify(execFile)(process.execPath, [sourceFile('bin/app')], { cwd: ownersFolder, env });
    endWithUs(app.child);
    await app;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new CannotStart(`the stack could not be synthesized:\n${said}`);
  }
}

const Manifest = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) })),
});
const Assets = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

function read(folder: string): Synthesized {
  const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { artifacts } = Manifest.parse(readJson('manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack, second] = stacks;
  if (!stack || second) throw new Error(`the synthesis has ${stacks.length} stacks; the local system runs exactly one`);

  const [stackName, { properties }] = stack;
  const { files } = Assets.parse(readJson(`${stackName}.assets.json`));
  return {
    stackName,
    template: readJson(String(properties.templateFile)),
    assetFolder(assetName) {
      const file = files[assetName];
      if (!file) throw new Error(`the synthesis has no asset "${assetName}"`);
      return join(folder, file.source.path);
    },
  };
}
