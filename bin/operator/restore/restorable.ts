import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { CannotDo } from '../cannot-do.ts';

/** What a table of a stage is restored from and into. */
export type RestorePlan = { stage: string; source: string; target: string; at: Date };

/** The table that an instant of a stage is restored into: the same for the same instant, so that a command that was stopped goes on. */
export function targetOf(stage: string, at: Date): string {
  return `bellhop-${stage}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`;
}

/**
 * Makes sure that a table can be restored to an instant.
 * @throws CannotDo when backups are off, or the instant is outside of what they hold.
 */
export async function expectRestorable({ source, at }: RestorePlan, dynamo: DynamoDBClient): Promise<void> {
  const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName: source }));
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED')
    throw new CannotDo(
      `point-in-time recovery of ${source} is off: nothing can be restored; a deploy switches it on from then on`,
    );

  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = recovery;
  if ((earliest !== undefined && at < earliest) || (latest !== undefined && at > latest))
    throw new CannotDo(
      `${source} can be restored to what it was between ${earliest?.toISOString()} and ${latest?.toISOString()}, not at ${at.toISOString()}`,
    );
}

/** A table as DynamoDB describes it; nothing when there is none. */
export async function describeTable(TableName: string, dynamo: DynamoDBClient): Promise<TableDescription | undefined> {
  try {
    return (await dynamo.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
