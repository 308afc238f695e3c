import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endpointsOf } from '../../../local/endpoints.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { percentile } from '../measure/percentile.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';
import { bundleKilobytes, bundleLoadMs } from '../promises.ts';
import { type DeployedFunction, deployedFunctions } from '../systems/deployed-functions.ts';

const rounds = 15;

/** A program of its own, where nothing is loaded yet but what Node itself needs. */
const timeRequire = `
  const usedBefore = process.cpuUsage();
  const startedAt = process.hrtime.bigint();
  try { require(process.argv[2]); } catch (error) { process.stderr.write(error.message); process.exit(1); }
  const tookMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  const { user, system } = process.cpuUsage(usedBefore);
  process.stdout.write(JSON.stringify({ tookMs, cpuMs: (user + system) / 1e3 }), () => process.exit());
`;

type Load = { tookMs: number; cpuMs: number };

/** Size and load time of every function's bundle, beside the load time of an empty file. */
export async function* bundles(): AsyncGenerator<Figure> {
  const functions = await deployedFunctions(endpointsOf({ http: 1, tables: 2, queues: 3, providers: 4 })); // loading calls nobody
  for (const { name, handler, bundle } of functions) {
    const value = statSync(bundle).size / 1000;
    yield figure({ case: name, measure: 'size', value, unit: 'KB', promise: bundleKilobytes[handler] });
  }
  const empty = { name: 'an empty file', handler: '', bundle: writeFile(''), environment: {} };
  const times = await loadTimes([empty, ...functions]);
  for (const [{ name, handler }, loads] of times) {
    const took = loads.map(({ tookMs }) => tookMs);
    const promise = name === empty.name ? undefined : bundleLoadMs(handler);
    yield figure({ case: name, measure: 'load', value: percentile(took, 50), unit: 'ms', promise });
    // what a busy machine blurs less, and least
    const cpu = loads.map(({ cpuMs }) => cpuMs);
    yield figure({ case: name, measure: 'CPU of a load', value: percentile(cpu, 50), unit: 'ms' });
    yield figure({ case: name, measure: 'fastest load', value: Math.min(...took), unit: 'ms' });
  }
}

/** Measures one after the other, so that a busy moment of the machine spoils a round of all rather than all rounds of one. */
async function loadTimes(functions: readonly DeployedFunction[]): Promise<Map<DeployedFunction, Load[]>> {
  const times = new Map<DeployedFunction, Load[]>(functions.map((each) => [each, []]));
  const program = writeFile(timeRequire);
  for (let round = 0; round < rounds; round += 1) {
    for (const [{ bundle, environment }, taken] of times) {
      const { stdout } = await promisify(execFile)(process.execPath, [program, bundle], { env: environment });
      taken.push(JSON.parse(stdout));
    }
  }
  return times;
}

function writeFile(text: string): string {
  const file = join(scratchFolder(), 'index.js');
  writeFileSync(file, text);
  return file;
}
