import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { emptyDataFolder, takeDataFolder } from '../../local/data-folder.ts';
import { claimPorts, freePort } from '../../local/ports.ts';
import { endLeftOver, isRunning, markOf, readMark, writeMark } from '../../local/processes.ts';
import { CannotStart, nothingStarted } from '../../local/stopping.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

function aProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', env: {} });
  return { pid: child.pid ?? 0, gone: new Promise((done) => child.once('exit', done)) };
}

describe('what a killed start left behind', () => {
  test('is ended by the next start', async () => {
    const file = join(scratchFolder(), 'emulator.pid');
    const leftOver = aProcess();
    writeMark(file, leftOver.pid);

    await endLeftOver(file);

    await leftOver.gone;
    expect(markOf(leftOver.pid)).toBeUndefined();
    expect(readMark(file)).toBeUndefined();
  });

  test('is not confused with a stranger that got its pid', async () => {
    const file = join(scratchFolder(), 'emulator.pid');
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));

    await endLeftOver(file);

    expect(isRunning(markOf(process.pid) ?? { pid: 0, startedAt: '' })).toBe(true); // we are that stranger, and still here
  });

  test('half a pid file names nobody', async () => {
    const file = join(scratchFolder(), 'emulator.pid');
    writeFileSync(file, '{"pid": 12');

    await expect(endLeftOver(file)).resolves.toBeUndefined();
  });
});

describe('a data folder', () => {
  test('is one start at a time', async () => {
    const folder = scratchFolder();
    const first = takeDataFolder(folder);

    expect(() => takeDataFolder(folder)).toThrow(CannotStart);
    expect(() => takeDataFolder(folder)).toThrow(`already running on ${folder} (process ${process.pid})`);

    await first.stop();
    await takeDataFolder(folder).stop();
  });

  test('can be taken after a killed start', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'running.pid'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));

    expect(() => takeDataFolder(folder)).not.toThrow();
  });

  test('emptied keeps its lock and loses its data', () => {
    const folder = scratchFolder();
    takeDataFolder(folder);
    writeFileSync(join(folder, 'outbox'), 'x');

    emptyDataFolder(folder);

    expect(() => takeDataFolder(folder)).toThrow(CannotStart);
    expect(() => writeFileSync(join(folder, 'outbox'), 'x', { flag: 'wx' })).not.toThrow();
  });
});

describe('ports', () => {
  test('one that is busy is named, with a way out', async () => {
    const busy = createServer();
    const port = await freePort();
    await new Promise<void>((done) => busy.listen(port, '127.0.0.1', () => done()));

    const claim = claimPorts(port);

    await expect(claim).rejects.toThrow(CannotStart);
    await expect(claim).rejects.toThrow(new RegExp(`^port ${port} \\(http\\) is in use.*BELLHOP_PORT=\\d+`));
    busy.close();
  });

  test('0 means four free ones', async () => {
    const ports = await claimPorts(0);

    expect(new Set(Object.values(ports)).size).toBe(4);
  });
});

test('what started last is stopped first, and once', async () => {
  const stopped: string[] = [];
  const started = nothingStarted();
  for (const name of ['emulator', 'gateway']) started.keep({ stop: async () => void stopped.push(name) });

  await started.stop();
  await started.stop();

  expect(stopped).toEqual(['gateway', 'emulator']);
});
