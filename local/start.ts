// npm start → the whole system, until Ctrl-C
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from './built-folder.ts';
import { showStep } from './show-step.ts';
import { CannotStart } from './stopping.ts';
import { type System, type SystemOptions, startSystem } from './system.ts';

// the queue engine stands on node:sqlite, which would announce at every start that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});

let system: System | undefined;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

try {
  system = await startSystem({ ...readOptions(), watch: true, step: showStep });
  console.log(welcome(system));
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** The first signal stops everything in order; before the system stands, and at the second, our exit ends what runs. */
async function stop(): Promise<void> {
  if (!system || stopping) process.exit(1);
  stopping = true;
  await system.stop();
  process.exit(0);
}

function readOptions(): SystemOptions {
  const { BELLHOP_PORT = '4620', BELLHOP_DATA = join(projectFolder, '.bellhop'), BELLHOP_VERBOSE } = process.env;
  const port = Number(BELLHOP_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) {
    throw new CannotStart(`BELLHOP_PORT is "${BELLHOP_PORT}"; it must be the first of four ports, like 4620`);
  }
  return { port, dataFolder: resolve(BELLHOP_DATA), fresh: isFresh(), verbose: Boolean(BELLHOP_VERBOSE) };
}

function isFresh(): boolean {
  try {
    return parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values.fresh;
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : error}; the one option is: npm start -- --fresh`);
  }
}

function welcome({ url, keys }: System): string {
  const body = '{"workflow":"message","recipients":["ada"],"data":{"title":"Hello","body":"Your first notification."}}';
  return `
Bellhop is at ${url}. Ctrl-C stops it.
A web app with a bell is at ${url}/demo.

  ${keys.live}   the key that sends        ada, grace   users to send to
  ${keys.test}   the key that only acts as if

Publish your first notification:

  curl -s ${url}/v1/notifications -H 'Authorization: Bearer ${keys.live}' -H 'Content-Type: application/json' -d '${body}'
`;
}
