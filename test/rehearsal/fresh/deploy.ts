import type { Deployment } from '../deployment.ts';
import { readmeLine } from '../readme-line.ts';
import { assert, type Step } from '../step.ts';

/** What README says to do, to where an app can call; SMS go nowhere unless a setting says where. */
export const deploySteps: readonly Step<Deployment>[] = [
  {
    name: "README's bootstrap",
    async run({ cdk }) {
      const printed = await cdk(readmeLine('npm run cdk -- bootstrap'));
      assert(/ bootstrapped/.test(printed), `the CDK command line does not say that it has bootstrapped: ${printed.slice(-300)}`);
      return 'the account is ready for the CDK';
    },
  },
  {
    name: "README's deploy",
    async run({ cdk, output }) {
      await cdk(`${readmeLine('npm run cdk -- deploy')} -c smsCountries=GB`);
      return `API at ${output('ApiUrl')}`;
    },
  },
  {
    name: "README's keys create",
    async run(stack) {
      await makeKey(stack);
      const { status } = await stack.call('GET', '/v1/health');
      assert(status === 200, `with the key, GET /v1/health answers ${status}`);
      return 'a key that opens the API';
    },
  },
];

/** Makes the key that calls go out with from now on. */
export async function makeKey({ bellhop, takeKey }: Deployment): Promise<void> {
  const printed = await bellhop(readmeLine('npm run bellhop -- keys create'));
  const [secret] = /\bbh_live_\S+/.exec(printed) ?? [];
  assert(secret !== undefined, `no key was printed: ${printed}`);
  takeKey(secret);
}
