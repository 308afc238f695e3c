import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../../local/ports.ts';
import { endWithUs } from '../../../local/processes.ts';
import { measureSender } from '../delivery/sender.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { percentile } from '../measure/percentile.ts';
import { waitUntil } from '../measure/wait-until.ts';
import { startAcceptingSes } from './accepting-ses.ts';
import { findPeers, type Peers } from './peers.ts';
import { sends } from './sends.ts';

const turns = 3;
const here = fileURLToPath(new URL('.', import.meta.url));

type Places = Peers & { redisPort: number; sesUrl: string };

const systems: Readonly<Record<string, (places: Places) => Promise<number>>> = {
  'Celery, prefork': measureCelery,
  "BullMQ, with the SDK's call": measureBullMq,
  ours: async () => (await measureSender()).cpuMs,
};

/**
 * The CPU of one e-mail in the worker's processes, in milliseconds, beside two task queues that send by the same API call. They keep no
 * record of what was sent, check no preferences and hold no rate. All take turns, so that a busy machine spoils a turn of each.
 */
export async function* compare(): AsyncGenerator<Figure> {
  const peers = findPeers();
  if ('missing' in peers) {
    process.stderr.write(`compare is left out, since there is no\n${peers.missing.map((line) => `- ${line}\n`).join('')}`);
    return;
  }
  const redisPort = await freePort();
  const redis = await startRedis(redisPort);
  const ses = await startAcceptingSes();
  try {
    const times = await takeTurns({ ...peers, redisPort, sesUrl: ses.url });
    const medians = new Map([...times].map(([name, taken]) => [name, percentile(taken, 50)]));
    const ours = medians.get('ours') ?? Number.NaN;
    for (const [name, value] of medians) yield figure({ case: name, measure: 'CPU', value, unit: 'ms/e-mail' });
    for (const [name, value] of medians) {
      if (name !== 'ours') yield figure({ case: `ours to ${name}`, measure: 'CPU', value: ours / value, unit: 'times' });
    }
  } finally {
    redis.kill();
    await ses.stop();
  }
}

async function takeTurns(places: Places): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(Object.keys(systems).map((name) => [name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, measure] of Object.entries(systems)) times.get(name)?.push(await measure(places));
  }
  return times;
}

async function measureCelery({ python, redisPort, sesUrl }: Places): Promise<number> {
  const env = { ...process.env, PEER_REDIS_PORT: String(redisPort), PEER_SES_URL: sesUrl, PYTHONDONTWRITEBYTECODE: '1' };
  const args = ['celery_peer.py', String(sends.warmUp), String(sends.measured)];
  return readCpu(await promisify(execFile)(python, args, { cwd: here, env }));
}

async function measureBullMq({ folder, redisPort, sesUrl }: Places): Promise<number> {
  const program = fileURLToPath(new URL('./bullmq-process.ts', import.meta.url));
  return readCpu(await promisify(execFile)(process.execPath, [program, folder, String(redisPort), sesUrl]));
}

function readCpu({ stdout }: { stdout: string }): number {
  return (JSON.parse(stdout) as { cpuMs: number }).cpuMs;
}

/** A Redis with nothing on disk. */
async function startRedis(port: number): Promise<ChildProcess> {
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
  endWithUs(redis);
  await waitUntil('Redis answers', () => answers(port));
  return redis;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = await Promise.race([once(socket, 'connect').then(() => true), sleep(1000).then(() => false)]).catch(
    () => false,
  );
  socket.destroy();
  return connected;
}
