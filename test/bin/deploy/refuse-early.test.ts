import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { refuseEarly } from '../../../bin/deploy/refuse-early.ts';

/** What the launcher hands over. */
const { PATH, NODE_COMPILE_CACHE } = process.env;
const project = join(import.meta.dirname, '../../..');
const has = async () => true;
const hasNone = async () => false;

test.each(['deploy', 'watch'])('%s of stage local is refused, with what runs it and what can be deployed', async (name) => {
  expect(await refuseEarly({ name, stage: 'local' }, has)).toMatch(/"npm start" runs it.*npm run cdk -- \w+ -c stage=dev$/);
});

test.each([
  [{ name: 'deploy', stage: 'prod' } as const, /^no AWS credentials .*: npm run cdk -- deploy -c stage=prod --profile NAME$/],
  [{ name: 'bootstrap', stage: undefined }, /^no AWS credentials .*: npm run cdk -- bootstrap --profile NAME$/],
  [{ name: 'deploy', stage: 'dev', profile: 'work' } as const, /^the profile "work" gives no AWS credentials.* --profile work$/],
])('%j without credentials is refused with the line to type', async (command, line) => {
  expect(await refuseEarly(command, hasNone)).toMatch(line);
  expect(await refuseEarly(command, has)).toBeUndefined();
});

test.each([
  [{ name: undefined, stage: 'local' } as const],
  [{ name: 'diff', stage: 'dev' } as const],
  [{ name: 'destroy', stage: 'dev' } as const],
])('%j is left to CDK', async (command) => {
  expect(await refuseEarly(command, hasNone)).toBeUndefined();
});

test.each([
  ['deploy -c stage=dev -c fromAddress=hello@example.com', 'no AWS credentials were found'],
  ['bootstrap', 'no AWS credentials were found'],
  ['deploy -c stage=local', "stage local is the local system's"],
])('cdk %s on a machine without credentials says one line', (line, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/cdk.ts', ...line.split(' ')], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH, NODE_COMPILE_CACHE, HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' },
  });

  expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 1 });
  expect(stderr).toContain(said);
});
