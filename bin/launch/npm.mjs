import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { SetUpFailed } from './set-up-failed.mjs';

const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
// npm's own waits (10 s, then 60) make a machine without network look hung for over a minute
const patiently = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/**
 * Runs npm, showing nothing of it. `deed` completes the sentence "could not …".
 * @throws SetUpFailed with npm's own telling line, and what to do.
 */
export async function npm(deed, args, { cwd, signal }) {
  const { code, output } = await run([...args, ...quietly, ...patiently], { cwd, signal });
  if (code === 0) return;
  throw new SetUpFailed(`could not ${deed}: ${tellingLine(output)}. ${advice(output)}`);
}

function run(args, { cwd, signal }) {
  const [file, first, shell] = command();
  const child = spawn(file, [...first, ...args.map((arg) => (shell ? `"${arg}"` : arg))], {
    cwd,
    signal,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if (error.code === 'ENOENT') reject(new SetUpFailed('npm is not on the PATH; it comes with Node: https://nodejs.org'));
      else if (error.name !== 'AbortError') reject(error); // aborted: it is ending, wait for its close
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The npm that runs us, else the one on the PATH, which on Windows is a command file and needs a shell. */
function command() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js') return [process.execPath, [running], false];
  return ['npm', [], process.platform === 'win32'];
}

/** The one line of npm's report that a person would pick. */
function tellingLine(output) {
  const lines = [...output.matchAll(/^npm (?:error|ERR!) (.*\S)/gm)].map((match) => match[1]);
  const isDetail = (line) => /^(code|errno|syscall|path|dest|A complete log|Log files) /.test(line);
  return (lines.find((line) => !isDetail(line)) ?? lines.at(-1) ?? 'npm gave no reason').replace(/\.+$/, '');
}

function advice(output) {
  const isNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ENETUNREACH|EHOSTUNREACH|E?TIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;
  return isNetwork.test(output)
    ? 'Check the network, and the registry that "npm config get registry" names; then run the same command again.'
    : 'Put that right, then run the same command again.';
}
