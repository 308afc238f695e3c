// npm start → the whole system, until Ctrl-C
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ownersFolder } from '../lib/places.ts';
import { announce } from './announce.ts';
import { findBridge } from './docker/bridge.ts';
import { samFolder } from './sam/template.ts';
import { showStep } from './show-step.ts';
import { CannotStart, type Stoppable } from './stopping.ts';
import type { StartSettings } from './synthesize.ts';
import { type System, type SystemOptions, startSystem } from './system.ts';

// the queue emulator stands on node:sqlite, which would announce at every start that it is experimental
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});

let system: System | undefined;
let announced: Stoppable | undefined;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

try {
  const { docker, ...options } = readOptions();
  system = await startSystem({ ...options, watch: true, ...(docker && { docker: await findBridge() }), step: showStep });
  announced = announce(ownersFolder, { url: system.url, dataFolder: options.dataFolder });
  console.log(welcome(system));
  if (docker) console.log(aboutSam(system, options.dataFolder));
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** The first signal stops everything in order; before the system stands, and at the second, our exit ends what runs. */
async function stop(): Promise<void> {
  if (!system || stopping) process.exit(1);
  stopping = true;
  await announced?.stop();
  await system.stop();
  process.exit(0);
}

function readOptions(): Omit<SystemOptions, 'docker'> & { docker: boolean } {
  const { BELLHOP_PORT = '4620', BELLHOP_DATA = join(ownersFolder, '.bellhop'), BELLHOP_VERBOSE } = process.env;
  const port = Number(BELLHOP_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) {
    throw new CannotStart(`BELLHOP_PORT is "${BELLHOP_PORT}"; it must be the first of four ports, like 4620`);
  }
  return { port, dataFolder: resolve(BELLHOP_DATA), ...readFlags(), verbose: Boolean(BELLHOP_VERBOSE) };
}

function readFlags(): { fresh: boolean; docker: boolean; settings: StartSettings } {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const context = { type: 'string', short: 'c', multiple: true, default: [] as string[] } as const;
    const { fresh, docker, context: given } = parseArgs({ options: { fresh: flag, docker: flag, context } }).values;
    return { fresh, docker, settings: Object.fromEntries(given.map(readSetting)) };
  } catch (error) {
    throw new CannotStart(
      `${error instanceof Error ? error.message : error}; the options are: npm start -- --fresh --docker -c name=value`,
    );
  }
}

/** Reads a setting like `smsProvider=twilio`, as it stands after `-c` of a deploy. */
function readSetting(given: string): [string, string] {
  const [name = '', ...value] = given.split('=');
  if (value.length === 0) throw new Error(`-c "${given}" sets nothing; write -c name=value`);
  return [name, value.join('=')];
}

function welcome({ url, keys, samplePublish }: System): string {
  const body = JSON.stringify(samplePublish).replaceAll("'", `'\\''`); // as a shell reads it between single quotes
  return `
Bellhop is at ${url}. Ctrl-C stops it.
A web app with a bell is at ${url}/demo.

  ${keys.live}   the key that sends        ada, grace   users to send to
  ${keys.test}   the key that only acts as if

Publish your first notification:

  curl -s ${url}/v1/notifications -H 'Authorization: Bearer ${keys.live}' -H 'Content-Type: application/json' -d '${body}'
`;
}

function aboutSam({ url }: System, dataFolder: string): string {
  const template = relative(process.cwd(), join(samFolder(dataFolder), 'template.json'));
  return `A function of your choice in a container, with SAM (docs/sam.md):

  curl -s -X POST ${url}/local/events/Ingest | sam local invoke Ingest --template ${template} --event -
`;
}
