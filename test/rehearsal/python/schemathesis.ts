import { join, resolve } from 'node:path';
import { assert, type Step } from '../step.ts';
import { environmentOf, type World } from './world.ts';

/** Pages for people and what providers post; schemathesis.toml says what else is left out. */
const leftOut = ['/u/{token}', '/v1/receipts/{provider}'].map((path) => `--exclude-path '${path}'`).join(' ');

/**
 * Tries the API with what fits docs/openapi.json and with what does not, by each of Schemathesis's ways to find such. They come last, as they
 * leave nothing as it was.
 */
export function schemathesisSteps({ short }: { short: boolean }): Step<World>[] {
  const phases = short ? ['examples', 'fuzzing'] : ['examples', 'coverage', 'fuzzing', 'stateful'];
  return phases.map((phase) => ({
    name: `Schemathesis, ${phase}`,
    run: (world) => tries(world, `--phases ${phase} --max-examples ${short ? 1 : 20}`),
  }));
}

/** Is printed when it ended well. */
const nothingFound = 'nothing was found';

async function tries({ starting, shell, tools, folder }: World, how: string): Promise<string> {
  const localSystem = await starting;
  const put = await localSystem.call('PUT', '/v1/users/ada', { key: localSystem.key(), body: {} }); // the way before may have deleted her
  const { token } = (await localSystem.local('POST', '/token', { user: 'ada' })).body;
  assert(token !== undefined, `there is no token for ada, whose PUT was answered with ${put.status}`);
  const config = join(import.meta.dirname, 'schemathesis.toml');
  const line = `"${tools}" -m schemathesis.cli --config-file "${config}" run "${resolve('docs/openapi.json')}" --continue-on-failure`;
  const said = await shell(
    `cd "${folder}" && ${line} --url ${localSystem.system.url} ${leftOut} ${how} && echo "$DONE" || true`,
    {
      ...environmentOf(localSystem),
      DONE: nothingFound,
      BELLHOP_TOKEN: token,
      PYTHONPATH: import.meta.dirname,
      SCHEMATHESIS_HOOKS: 'schemathesis_hooks',
    },
  );
  assert(said.includes(nothingFound), said.slice(-6_000)); // what was found tells more than an exit code
  return /\d+ generated, .*/.exec(said)?.[0] ?? nothingFound;
}
