import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../bin/launch/cache-folder.mjs';
import { awsEnvironment } from '../aws-environment.ts';
import { CannotRehearse } from '../python-environment.ts';

const run = promisify(execFile);

/** AWS's image of the runtime, as SAM asks for it. */
const awsImage = `public.ecr.aws/lambda/nodejs:24-${process.arch === 'arm64' ? 'arm64' : 'x86_64'}`;
const standIn = 'bellhop-rehearsal:24';

/** The environment of the page's lines: no credentials of whoever runs them, and the SAM that `set-up.sh` has installed, if it has. */
export function samEnvironment(): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _, ...environment } = awsEnvironment('');
  const path = [...installedBySetUp(), process.env.PATH].join(delimiter);
  return { ...environment, PATH: path, SAM_CLI_TELEMETRY: '0', SAM_SKIP_PULL_IMAGE: '1' };
}

function installedBySetUp(): string[] {
  const names = existsSync(cacheFolder()) ? readdirSync(cacheFolder()).filter((name) => /^sam-[\d.]+$/.test(name)) : [];
  return names.map((name) => join(cacheFolder(), name, 'bin'));
}

/** @throws CannotRehearse that names what the machine lacks, and how to get it. */
export async function requireTools(env: NodeJS.ProcessEnv): Promise<void> {
  await ask('docker', ['info'], env, 'Docker, running: https://docs.docker.com/get-started/get-docker/');
  await ask('sam', ['--version'], env, 'the SAM command line: brew install aws-sam-cli, or pipx install aws-sam-cli');
}

async function ask(command: string, args: string[], env: NodeJS.ProcessEnv, what: string): Promise<void> {
  await run(command, args, { env, timeout: 60_000 }).catch((error: unknown) => {
    const how = 'on Debian, as root, test/rehearsal/sam/set-up.sh gets both';
    throw new CannotRehearse(`npm run rehearse:sam needs ${what} (${how})`, { cause: error });
  });
}

/**
 * The image that functions run in: AWS's own, or where its registry cannot be reached one of this machine's Node 24, whose name SAM has to be told.
 * @throws CannotRehearse where neither can be had.
 */
export async function imageForFunctions(): Promise<{ standIn?: string; what: string }> {
  if ((await hasImage(awsImage)) || (await isPulled(awsImage))) return { what: `AWS's own, ${awsImage}` };
  if (process.platform !== 'linux') throw new CannotRehearse(`${awsImage} could not be pulled; try: docker pull ${awsImage}`);
  if (!(await hasImage(standIn))) await run(join(import.meta.dirname, 'image', 'build.sh'), [process.execPath, standIn]);
  return { standIn, what: `a stand-in of Node ${process.version}, as ${awsImage} cannot be pulled here` };
}

function hasImage(name: string): Promise<boolean> {
  return succeeds(['image', 'inspect', name]);
}

function isPulled(name: string): Promise<boolean> {
  return succeeds(['pull', '--quiet', name]);
}

function succeeds(args: string[]): Promise<boolean> {
  return run('docker', args, { timeout: 300_000 }).then(
    () => true,
    () => false,
  );
}
