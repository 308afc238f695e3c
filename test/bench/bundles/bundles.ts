import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endpointsOf } from '../../../local/endpoints.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { percentile } from '../measure/percentile.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';
import { bundlePromise } from '../promises.ts';
import { type DeployedFunction, deployedFunctions } from '../systems/deployed-functions.ts';

const rounds = 15;

/** A program of its own, where nothing is loaded yet but what Node itself needs. */
const timeRequire = `
  const startedAt = process.hrtime.bigint();
  try { require(process.argv[2]); } catch (error) { process.stderr.write(error.message); process.exit(1); }
  process.stdout.write(String(Number(process.hrtime.bigint() - startedAt) / 1e6), () => process.exit());
`;

/** Size and load time of every function's bundle, beside the load time of an empty file. */
export async function* bundles(): AsyncGenerator<Figure> {
  const functions = await deployedFunctions(endpointsOf({ http: 1, tables: 2, queues: 3, providers: 4 })); // loading calls nobody
  for (const { name, bundle } of functions) {
    const value = statSync(bundle).size / 1000;
    yield figure({ case: name, measure: 'size', value, unit: 'KB', promise: bundlePromise(name).kilobytes });
  }
  const empty = { name: 'an empty file', bundle: writeFile(''), environment: {} };
  const times = await loadTimes([empty, ...functions]);
  for (const [{ name }, taken] of times) {
    const promise = name === empty.name ? undefined : bundlePromise(name).loadMs;
    yield figure({ case: name, measure: 'load', value: percentile(taken, 50), unit: 'ms', promise });
    yield figure({ case: name, measure: 'fastest load', value: Math.min(...taken), unit: 'ms' }); // what a busy machine blurs least
  }
}

/** Measures one after the other, so that a busy moment of the machine spoils a round of all rather than all rounds of one. */
async function loadTimes(functions: readonly DeployedFunction[]): Promise<Map<DeployedFunction, number[]>> {
  const times = new Map<DeployedFunction, number[]>(functions.map((each) => [each, []]));
  const program = writeFile(timeRequire);
  for (let round = 0; round < rounds; round += 1) {
    for (const [{ bundle, environment }, taken] of times) {
      const { stdout } = await promisify(execFile)(process.execPath, [program, bundle], { env: environment });
      taken.push(Number(stdout));
    }
  }
  return times;
}

function writeFile(text: string): string {
  const file = join(scratchFolder(), 'index.js');
  writeFileSync(file, text);
  return file;
}
