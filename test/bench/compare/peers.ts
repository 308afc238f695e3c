import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers are looked for, beside what the machine has. */
const folder = fileURLToPath(new URL('../../../.bellhop/peers', import.meta.url));

/** What the peers run on: a Python with Celery, and a folder whose packages hold BullMQ. */
export type Peers = { python: string; folder: string };

/** Finds the peers, or says in one line for each what is missing and how to get it. */
export function findPeers(): Peers | { missing: string[] } {
  const own = join(folder, 'v', 'bin', 'python');
  const python = existsSync(own) ? own : 'python3';
  const missing = [
    runs('redis-server', '--version') ? [] : ['redis-server: apt-get install redis-server'],
    runs(python, '-c', 'import boto3, celery, jinja2, redis')
      ? []
      : [`Celery for Python 3: python3 -m venv ${folder}/v && ${folder}/v/bin/pip install celery redis boto3 jinja2`],
    existsSync(join(folder, 'node_modules', 'bullmq', 'package.json'))
      ? []
      : [`BullMQ: npm install --prefix ${folder} bullmq ioredis @aws-sdk/client-ses`],
  ].flat();
  return missing.length > 0 ? { missing } : { python, folder };
}

function runs(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not there, or without a package
  }
}
