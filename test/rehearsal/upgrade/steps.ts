import type { Deployment } from '../deployment.ts';
import { readmeLine } from '../readme-line.ts';
import { assert, type Step } from '../step.ts';
import { afterSteps } from './after.ts';
import { beforeSteps } from './before.ts';
import { type InFlight, inFlightSteps } from './in-flight.ts';
import type { Left } from './left.ts';
import { releaseSettings, unpackRelease } from './release.ts';

/** What the owner of an older release does: takes the new one, in the middle of everything. */
export function upgrade(): Step<Deployment>[] {
  const left = {} as Left; // filled by the steps before the upgrade, read by those after it
  const inFlight: InFlight = [];
  return [
    {
      name: 'deploy the previous release, 0.1.0',
      async run({ cdk, bellhop, takeKey, output, isRelease }) {
        const { folder, remove } = unpackRelease();
        try {
          isRelease('earlier');
          await cdk(`npm run cdk -- bootstrap --app "${folder}"`);
          await cdk(`npm run cdk -- deploy --app "${folder}"`);
          const printed = await bellhop(`node "${folder}/bellhop.mjs" keys create "my server" --stage dev`);
          const [secret] = /\bbh_live_\S+/.exec(printed) ?? [];
          assert(secret !== undefined, `no key was printed: ${printed}`);
          takeKey(secret);
        } finally {
          remove();
        }
        return `table ${output('TableName')}, and a key that its own command line made`;
      },
    },
    ...beforeSteps(left),
    ...inFlightSteps(inFlight),
    {
      name: 'bellhop upgrade check',
      async run({ bellhop }) {
        const printed = await bellhop('npm run --silent bellhop -- upgrade check --stage dev');
        assert(/^dead-letter messages +none$/m.test(printed), `it prints ${printed}`);
        return 'nothing waits that should not';
      },
    },
    {
      name: "README's deploy, over it",
      async run({ cdk, output, isRelease }) {
        const before = [output('TableName'), output('ApiUrl'), output('IngestQueueUrl'), output('BusName')];
        const { stage: _, fromAddress: __, ...others } = releaseSettings; // README's line has these two
        const settings = Object.entries(others).map(([name, value]) => `-c ${name}=${value}`);
        await cdk(`${readmeLine('npm run cdk -- deploy')} ${settings.join(' ')}`);
        isRelease('today');
        const after = [output('TableName'), output('ApiUrl'), output('IngestQueueUrl'), output('BusName')];
        assert(after.join() === before.join(), `addresses were ${before} and are ${after}`);
        return 'table, API, queues and bus are the same ones';
      },
    },
    ...afterSteps(left, inFlight),
  ];
}
