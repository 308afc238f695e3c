import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ownersFolder } from '../../lib/places.ts';
import { StageName } from '../../lib/stage.ts';
import { findLocalSystems } from './find-local-system.ts';
import { describeStack } from './find-stack.ts';

const impatient = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
};

/** Says that no stage was named, and which there are: on this machine, and in the account as far as the credentials reach. */
export async function askForStage(command: string): Promise<string> {
  const [running, deployed] = await Promise.all([isRunning(), listDeployed()]);
  const there = [...(running ? ['local'] : []), ...(deployed ?? [])];
  const where =
    deployed === undefined ? 'on this machine, and AWS could not be asked' : 'on this machine and in this account and region';
  const first = there[0] ?? 'dev';
  return `option --stage is missing; ${there.join(', ') || 'none'} can be found ${where}, for example: npm run bellhop -- ${command} --stage ${first}`;
}

async function isRunning(): Promise<boolean> {
  return (await findLocalSystems(ownersFolder)).length > 0;
}

/** The stages that have a stack; nothing when there are no credentials or no region, or AWS does not answer. */
async function listDeployed(): Promise<string[] | undefined> {
  const client = new CloudFormationClient(impatient);
  const names = StageName.options.filter((name) => name !== 'local');
  try {
    const found = await Promise.all(names.map((name) => describeStack(`bellhop-${name}`, client)));
    return names.filter((_, index) => found[index] !== undefined);
  } catch {
    return undefined; // it is only to be helpful: what was asked for cannot be done in any case
  }
}
