import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../local/ports.ts';
import { awsEnvironment } from '../aws-environment.ts';
import { emulatorPython } from '../python-environment.ts';

/** An AWS on this machine that others have made. */
export type Emulator = Awaited<ReturnType<typeof startEmulator>>;

/**
 * Starts MiniStack on a free port of 127.0.0.1, with what emulator/gaps.py fills in; what it is sent as e-mail goes on to `smtpPort`.
 * @throws Error with its last words when it does not come up.
 */
export async function startEmulator({ smtpPort }: { smtpPort: number }) {
  const python = await emulatorPython();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-rehearsal-'));
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'emulator.log');
  const env = {
    ...awsEnvironment(url),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    SFTP_ENABLED: '0', // the two services that would listen on ports of their own
    IOT_MTLS_ENABLED: '0',
    LAMBDA_ACCOUNT_CONCURRENCY: '10', // what a new account may have
    SMTP_HOST: `127.0.0.1:${smtpPort}`,
    TMPDIR: folder,
  };
  // a process group of its own: its functions are its children, and end with it
  const child = spawn(python, [join(import.meta.dirname, 'gaps.py')], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  const endAtOnce = () => {
    endGroup(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.once('exit', endAtOnce);

  const emulator = {
    url,
    /** The last lines of what it wrote, its functions' lines among them. */
    lastLines: (pattern = /./) =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .slice(-8),

    async stop(): Promise<void> {
      endGroup(child, 'SIGTERM');
      for (let waits = 0; isUp(child) && waits < 50; waits += 1) await sleep(100);
      endAtOnce(); // functions that have outlived it, too
      process.off('exit', endAtOnce);
    },
  };
  await comesUp(emulator, child);
  return emulator;
}

async function comesUp(emulator: Pick<Emulator, 'url' | 'stop' | 'lastLines'>, child: ChildProcess): Promise<void> {
  for (let looks = 0; looks < 300; looks += 1) {
    const answer = await fetch(`${emulator.url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    if (!isUp(child)) break;
    await sleep(200);
  }
  const words = emulator.lastLines().join('\n');
  await emulator.stop();
  throw new Error(`the emulator did not come up: ${words}`);
}

function isUp(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // nobody of the group is left
  }
}
