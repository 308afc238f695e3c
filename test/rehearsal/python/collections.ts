import { assert, type Step } from '../step.ts';
import { environmentOf, type World } from './world.ts';

/** Who runs the collections, by npx, as they are too large to be installed for this. */
const bruno = '@usebruno/cli@4.1.0';
const httpYac = 'httpyac@6.16.7';

/** The collections of docs/api, run as their users run them, but for the address and the key. */
export const collectionSteps: readonly Step<World>[] = [
  {
    name: 'Bruno',
    run: async ({ shell, starting }) => {
      const { BELLHOP_URL, BELLHOP_KEY } = environmentOf(await starting);
      const line = `npx --yes ${bruno} run -r --env local --env-var url=${BELLHOP_URL} --env-var key=${BELLHOP_KEY}`;
      return found(await shell(`cd docs/api/bruno && ${line}`), /\d+ \(\d+ Passed[^)]*\)/);
    },
  },
  {
    name: 'httpYac',
    run: async ({ shell, starting }) => {
      const { BELLHOP_URL, BELLHOP_KEY } = environmentOf(await starting);
      const line = `npx --yes ${httpYac} send docs/api/bellhop.http --all --bail --output none --env local`;
      return found(await shell(`${line} --var url=${BELLHOP_URL} key=${BELLHOP_KEY}`), /\d+ requests processed.*/);
    },
  },
];

function found(printed: string, summary: RegExp): string {
  const [line = ''] = summary.exec(printed) ?? [];
  assert(line !== '', `it printed no summary:\n${printed}`);
  return line.trim();
}
