import { type Deployment, startDeployment } from '../deployment.ts';
import { assert, type Step } from '../step.ts';
import { create, installed } from './create-steps.ts';
import type { Registry } from './registry.ts';
import type { Stranger } from './stranger.ts';

/** Today's tarballs, which the registry gets in the middle, and their version. */
export type Today = { tarballs: readonly string[]; version: string };

const task = {
  workflow: 'task-assigned',
  recipients: [{ id: 'ada', email: 'ada@example.com' }],
  data: { task: 'Check the brakes', assigned_by: 'Grace', link: 'https://app.example.com/tasks/42' },
};

/**
 * Deploys a project of the version before, by the commands of its README, and takes today's version over it. `stop` ends what it has
 * deployed into.
 */
export function upgradeLane(registry: Registry, { tarballs, version }: Today) {
  let deployment: Deployment;
  let stop = async (): Promise<void> => {};
  let id = '';
  let addresses: string[] = [];
  const stack = ({ output }: Deployment) => ['TableName', 'ApiUrl', 'IngestQueueUrl', 'BusName'].map((name) => output(name));
  const steps: readonly Step<Stranger>[] = [
    {
      name: 'npm create, of the version before',
      async run(stranger) {
        const { run, project } = stranger;
        await create('npm create bellhop@latest my-notifications -- --name Northwind', stranger);
        await run('npm install');
        assert(installed(project) !== version, `it has ${version} already`);
        return `bellhop ${installed(project)}`;
      },
    },
    {
      name: "the README's deploy",
      async run({ line, project }) {
        deployment = await startDeployment(project);
        stop = deployment.stop;
        await deployment.cdk(line('npx bellhop cdk bootstrap'));
        await deployment.cdk(line('npm run deploy --'));
        addresses = stack(deployment);
        return `version ${deployment.output('Version')}, API at ${deployment.output('ApiUrl')}`;
      },
    },
    {
      name: "the README's keys create, and a publish",
      async run({ line }) {
        const [secret] = /\bbh_live_\S+/.exec(await deployment.bellhop(line('npx bellhop keys create'))) ?? [];
        assert(secret !== undefined, 'no key was printed');
        deployment.takeKey(secret);
        const { status, body } = await deployment.call('POST', '/v1/notifications', { body: task });
        assert(status === 202, `a publish answers ${status}`);
        id = body.notifications[0].id;
        return id;
      },
    },
    {
      name: 'npm update',
      async run({ run, line, read, project }) {
        const before = read('bellhop.config.ts');
        registry.publish(tarballs);
        await run(line('npm update'));
        assert(installed(project) === version, `bellhop is ${installed(project)}, and ${version} is there`);
        assert(read('bellhop.config.ts') === before, 'the settings have changed');
        const printed = await run(line('npm test'));
        assert(/types: in order/.test(printed), `npm test says ${printed}`);
        return `bellhop ${version}, and npm test passes with it`;
      },
    },
    {
      name: 'bellhop upgrade check, and a deploy over it',
      async run({ line }) {
        const printed = await deployment.bellhop(line('npx bellhop upgrade check'));
        assert(printed.includes(version), `upgrade check says ${printed}`);
        // with a setting that changes: the emulator takes a change of outputs alone for none
        await deployment.cdk(`${line('npm run deploy --')} -c smsCountries=GB`);
        assert(deployment.output('Version') === version, `version ${deployment.output('Version')} is deployed`);
        assert(stack(deployment).join() === addresses.join(), `addresses were ${addresses} and are ${stack(deployment)}`);
        return 'table, API, queues and bus are the same ones';
      },
    },
    {
      name: 'what was published before',
      async run() {
        const { status, body } = await deployment.call('GET', `/v1/notifications/${id}`);
        assert(status === 200 && body.workflow === 'task-assigned', `${id} answers ${status}`);
        return `${id} is there, with the key that was made before`;
      },
    },
  ];
  return { steps, stop: () => stop() };
}
