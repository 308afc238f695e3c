import { assert, type Step } from '../step.ts';
import { environmentOf, type World } from './world.ts';

/** What is left out, and why: the pages of people, what providers post, and what ends what the others need. */
const leftOut = ['/u/{token}', '/v1/receipts/{provider}'];

/** Tries the API as docs/openapi.json describes it, with what fits the description and what does not. */
export function schemathesisStep({ short }: { short: boolean }): Step<World> {
  return {
    name: 'Schemathesis',
    run: async ({ starting, tool }) => {
      const localSystem = await starting;
      const examples = short ? 5 : 60;
      const said = await tool(lineOf(localSystem.system.url, examples), {
        ...environmentOf(localSystem),
        BELLHOP_TOKEN: (await localSystem.local('POST', '/token', { user: 'ada' })).body.token,
        PYTHONPATH: import.meta.dirname,
        SCHEMATHESIS_HOOKS: 'schemathesis_hooks',
      });
      assert(/No issues found/.test(said), said);
      return said.trim().split('\n').at(-1) ?? '';
    },
  };
}

function lineOf(url: string, examples: number): string {
  const exclude = leftOut.map((path) => `--exclude-path '${path}'`).join(' ');
  return `schemathesis.cli run docs/openapi.json --url ${url} --checks all --max-examples ${examples} --generation-deterministic --no-color ${exclude}`;
}
