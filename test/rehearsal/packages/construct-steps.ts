import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsOf } from '../../docs/blocks.ts';
import { type Deployment, startDeployment } from '../deployment.ts';
import { gotOnce, publish } from '../notifications.ts';
import { assert, type Step } from '../step.ts';
import { create } from './create-steps.ts';
import type { Stranger } from './stranger.ts';

const page = 'docs/deploy.md';

/** The line of the page's section on CDK apps that begins so. */
function pageLine(beginning: string): string {
  const line = textsOf(page, 'sh')
    .flatMap((text) => text.split('\n'))
    .find((each) => each.startsWith(beginning));
  if (line === undefined) throw new Error(`${page} prints no line that begins with "${beginning}"`);
  return line;
}

/** Deploys a plain CDK app, in which the construct stands beside a stack of its own, as the page has it; and publishes to it. */
export function constructLane() {
  let deployment: Deployment;
  let stop = async (): Promise<void> => {};
  const steps: readonly Step<Stranger>[] = [
    {
      name: 'a CDK app without Bellhop',
      async run(stranger) {
        await create('npm create bellhop@latest my-notifications -- --name Northwind', stranger); // only for its workflows
        const app = stranger.place('cdk-app');
        mkdirSync(app);
        cpSync(join(stranger.project, 'workflows'), join(app, 'workflows'), { recursive: true });
        writeFileSync(join(app, 'package.json'), '{ "name": "cdk-app", "private": true, "type": "module" }');
        writeFileSync(join(app, 'app.ts'), textsOf(page, 'ts')[0] ?? '');
        await stranger.run(pageLine('npm install'), 'cdk-app');
        return 'an app, with workflows beside it and Bellhop among its packages';
      },
    },
    {
      name: 'its types',
      async run({ run }) {
        await run('npx tsc --noEmit --strict --skipLibCheck --module nodenext --types node app.ts', 'cdk-app');
        return 'the props of the page are those of the construct';
      },
    },
    {
      name: 'npx cdk synth',
      async run({ run, place }) {
        await run(pageLine('npx cdk synth'), 'cdk-app', { AWS_REGION: 'us-east-1' });
        const template = (stack: string) => readFileSync(join(place('cdk-app'), `cdk.out/${stack}.template.json`), 'utf8');
        const functions = template('bellhop-dev').split('"AWS::Lambda::Function"').length - 1;
        assert(functions > 20, `the stack has ${functions} functions`);
        assert(template('Shop').includes('AWS::S3::Bucket'), 'the bucket of the app is not in its own stack');
        return `bellhop-dev with ${functions} functions, and the stack of the app with its bucket`;
      },
    },
    {
      name: 'npx cdk deploy',
      async run({ place }) {
        deployment = await startDeployment(place('cdk-app'));
        stop = deployment.stop;
        await deployment.cdk('npx cdk bootstrap --app "node app.ts"');
        await deployment.cdk(pageLine('npx cdk deploy'));
        return `version ${deployment.output('Version')}, API at ${deployment.output('ApiUrl')}`;
      },
    },
    {
      name: 'npx bellhop keys create, and a publish',
      async run() {
        const [secret] = /\bbh_live_\S+/.exec(await deployment.bellhop(pageLine('npx bellhop keys create'))) ?? [];
        assert(secret !== undefined, 'no key was printed');
        deployment.takeKey(secret);
        const [id = ''] = await publish(deployment, {
          recipients: [{ id: 'ada', email: 'ada@example.com' }],
          channels: ['email'],
          data: { title: 'Shipped', body: 'It comes on Friday.' },
        });
        const mail = await gotOnce(deployment, 'ada@example.com', 'Shipped');
        return `${id} is in the mailbox, from ${mail.from?.address}`;
      },
    },
  ];
  return { steps, stop: () => stop() };
}
