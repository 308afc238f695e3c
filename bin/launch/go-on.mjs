import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { cacheFolder } from './cache-folder.mjs';
import { endBySignal, onStopSignals } from './signals.mjs';

/**
 * Runs `argv` under `node` in our own folder with our own input and output, passes stop signals on, and ends as it ends.
 * Its folder comes first in the PATH, so that whatever the program starts finds the same Node. What Node compiles is kept: the
 * command line takes half the CPU to start.
 */
export function goOn(node, argv) {
  const child = spawn(node, argv, { stdio: 'inherit', env: environmentUnder(node) });
  const stopListening = onStopSignals((signal) => {
    if (!hasItAlready(signal)) child.kill(signal);
  });
  child.on('error', (error) => {
    process.stderr.write(`bellhop: could not run ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    stopListening();
    if (signal) void endBySignal(signal);
    else process.exit(code);
  });
}

/** A terminal sends Ctrl-C and its own end to every process in it; a second would tell the program to stop tidying up. */
function hasItAlready(signal) {
  if (process.platform === 'win32') return true;
  return signal !== 'SIGTERM' && [0, 1, 2].some((stream) => isatty(stream));
}

function environmentUnder(node) {
  return { NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'), ...withFirstInPath(process.env, dirname(node)) };
}

function withFirstInPath(env, folder) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'; // Windows says Path
  return { ...env, [name]: env[name] ? `${folder}${delimiter}${env[name]}` : folder };
}
