import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { endWithUs } from './processes.ts';
import { CannotStart } from './stopping.ts';

/** The project, wherever the command was given. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** Where the synthesized stack is kept. It is the project's, on whichever data it runs. */
export const synthesisFolder = join(projectFolder, '.bellhop', 'cdk.out');

/** Everything that a change of can change the template or a bundle. */
const inputs = ['adapters', 'bin/app.ts', 'cdk.json', 'contract', 'core', 'lambdas', 'lib', 'package-lock.json', 'workflows'];

/** The synthesized stack of stage `local`. */
export type Synthesized = { stackName: string; template: unknown; assetFolder: (assetName: string) => string };

/**
 * Synthesizes the stack of stage `local` into `folder`, as `cdk synth` would, unless nothing has changed since the last time.
 * @throws CannotStart with what the synthesis had to say.
 */
export async function synthesize(folder: string): Promise<Synthesized> {
  const hash = hashOfInputs();
  if (!isFresh(folder, hash)) await runApp(folder, hash);
  return read(folder);
}

function hashOfInputs(): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of inputs.flatMap(filesUnder).sort())
    hash.update(`\0${path}\0`).update(readFileSync(join(projectFolder, path)));
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  const full = join(projectFolder, path);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  return readdirSync(full).flatMap((name) => filesUnder(`${path}/${name}`));
}

function isFresh(folder: string, hash: string): boolean {
  const marker = join(folder, 'inputs.sha256');
  return existsSync(marker) && readFileSync(marker, 'utf8') === hash;
}

/** Synthesizes beside the folder and moves the result into place, so that nobody ever reads half a synthesis. */
async function runApp(folder: string, hash: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  const env = { ...process.env, NODE_OPTIONS: '', CDK_OUTDIR: fresh, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local' }) };
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  try {
    const app = promisify(execFile)(process.execPath, [join(projectFolder, 'bin', 'app.ts')], { cwd: projectFolder, env });
    endWithUs(app.child);
    await app;
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new CannotStart(`the stack could not be synthesized:\n${said}`);
  }
  writeFileSync(join(fresh, 'inputs.sha256'), hash);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
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
  if (!stack || second) throw new Error(`the synthesis has ${stacks.length} stacks; the laptop runs exactly one`);

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
