import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { isatty } from 'node:tty';
import { endBySignal, onStopSignals } from './signals.mjs';

/**
 * Runs `argv` under `node` in our own folder with our own input and output, passes stop signals on, and ends as it ends.
 * Its folder comes first in the PATH, so that whatever the program starts finds the same Node.
 */
export function goOn(node, argv) {
  const child = spawn(node, argv, { stdio: 'inherit', env: withFirstInPath(process.env, dirname(node)) });
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

function withFirstInPath(env, folder) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'; // Windows says Path
  return { ...env, [name]: env[name] ? `${folder}${delimiter}${env[name]}` : folder };
}
