import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ownersFolder } from '../../lib/places.ts';
import { CannotDo } from './cannot-do.ts';
import { findLocalSystems } from './find-local-system.ts';

/** What the command line has to know of a stack. */
export type Stack = {
  tableName: string;
  /** The stack's other outputs, by name. */
  outputs: Readonly<Record<string, string>>;
  /** What the local system was started with; absent of a deployed stage, whose template has it, and of an older version. */
  settings?: Readonly<Record<string, string>>;
};

/**
 * Finds a stage's stack: on AWS by its CloudFormation outputs, on this machine by asking the running system, whose emulators
 * the SDK clients are then sent to.
 * @throws CannotDo when there is none.
 */
export async function findStack(stage: string): Promise<Stack> {
  return stage === 'local' ? findLocalStack() : findDeployedStack(`bellhop-${stage}`);
}

async function findLocalStack(): Promise<Stack> {
  const [localSystem, ...others] = await findLocalSystems(ownersFolder);
  if (localSystem === undefined) {
    const at = process.env.BELLHOP_PORT === undefined ? '' : ` at port ${process.env.BELLHOP_PORT} (BELLHOP_PORT)`;
    throw new CannotDo(`no system runs on this machine${at}; start it first: npm start`);
  }
  if (others.length > 0) {
    const places = [localSystem, ...others].map(
      ({ url, dataFolder = 'its data folder is not known' }) => `${url} (${dataFolder})`,
    );
    const port = new URL(localSystem.url).port;
    throw new CannotDo(`several systems run on this machine: ${places.join(', ')}; choose one, like BELLHOP_PORT=${port}`);
  }

  const { outputs, environment, settings } = localSystem.stack;
  Object.assign(process.env, environment);
  return { tableName: outputs.TableName, outputs, ...(settings && { settings }) };
}

async function findDeployedStack(name: string): Promise<Stack> {
  const found = await describeStack(name).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotDo(`the stack "${name}" could not be read (${reason}); check AWS_PROFILE and AWS_REGION`);
  });
  if (found === undefined)
    throw new CannotDo(
      `there is no stack "${name}" in this account and region; check AWS_PROFILE and AWS_REGION, or deploy it first`,
    );
  const { TableName } = found.outputs;
  if (TableName === undefined)
    throw new CannotDo(`the stack "${name}" has no output TableName; deploy it again with this version`);
  return { tableName: TableName, outputs: found.outputs };
}

/** A stack as CloudFormation knows it: its status, such as `UPDATE_COMPLETE`, and its outputs; nothing when there is none. */
export async function describeStack(
  StackName: string,
  client = new CloudFormationClient(),
): Promise<{ status: string; outputs: Record<string, string> } | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (stack === undefined) return undefined;
    const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
    return { status: stack.StackStatus ?? 'unknown', outputs: Object.fromEntries(outputs) };
  } catch (error) {
    // CloudFormation has no error of its own for it: a ValidationError, "Stack with id … does not exist"
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}
