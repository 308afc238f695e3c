import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CannotDo } from '../cannot-do.ts';
import { describeTable, type RestorePlan } from './restorable.ts';

export type RestoreDeps = {
  dynamo: DynamoDBClient;
  /** Waits before the table is looked at again. */
  pause: () => Promise<void>;
  tell: (line: string) => void;
};

/**
 * Restores a table into a new one, and sets what a restore leaves out: expiry, backups, protection against deletion, and the stream. Each step
 * is left out that has been done, so a command that was stopped goes on. Answers the ARN of the stream.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
 */
export async function restoreTable({ source, target, at }: RestorePlan, deps: RestoreDeps): Promise<string> {
  const { dynamo, tell } = deps;
  if ((await describeTable(target, dynamo)) === undefined) {
    tell(`restoring ${source} as it was at ${at.toISOString()} into ${target}: twenty minutes and more, by size`);
    await dynamo.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName: source, TargetTableName: target, RestoreDateTime: at }),
    );
  }
  await untilActive(target, deps);
  await setExpiry(target, dynamo);
  await setBackups(target, dynamo);
  const { DeletionProtectionEnabled } = await untilActive(target, deps);
  if (!DeletionProtectionEnabled)
    await dynamo.send(new UpdateTableCommand({ TableName: target, DeletionProtectionEnabled: true }));
  const { StreamSpecification } = await untilActive(target, deps);
  if (!StreamSpecification?.StreamEnabled) {
    const wanted = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
    await dynamo.send(new UpdateTableCommand({ TableName: target, StreamSpecification: wanted }));
  }
  const { LatestStreamArn } = await untilActive(target, deps);
  if (LatestStreamArn === undefined) throw new CannotDo(`${target} has no stream yet; run the command again`);
  tell(`${target} is there, with expiry, backups, protection and stream`);
  return LatestStreamArn;
}

async function untilActive(table: string, { dynamo, pause }: RestoreDeps): Promise<TableDescription> {
  for (;;) {
    const found = await describeTable(table, dynamo);
    const indexes = found?.GlobalSecondaryIndexes ?? [];
    const isActive = found?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus = 'ACTIVE' }) => IndexStatus === 'ACTIVE');
    if (found !== undefined && isActive) return found;
    await pause();
  }
}

async function setExpiry(TableName: string, dynamo: DynamoDBClient): Promise<void> {
  const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
  if (TimeToLiveDescription?.TimeToLiveStatus?.startsWith('ENABL')) return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

async function setBackups(TableName: string, dynamo: DynamoDBClient): Promise<void> {
  const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
  if (ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED') return;
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
}
