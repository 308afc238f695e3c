import { DescribeContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import type { Check } from '../check.ts';
import { ok, wrong } from '../check.ts';
import { deployLine } from '../mending.ts';

/** Whether the table can be brought back as it was at any second of the last weeks. */
export const tableBackups: Check = {
  name: 'table-backups',
  why: 'Users, preferences and suppressions are in one table: without backups a mistake there is for ever.',
  notLocal: 'The local data is a folder: copy it.',
  async run({ aws, table, stage }) {
    const { name: TableName } = await table();
    const { ContinuousBackupsDescription } = await aws.dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
    const { PointInTimeRecoveryStatus, EarliestRestorableDateTime } =
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
    if (PointInTimeRecoveryStatus === 'ENABLED')
      return ok(`Restorable to any second since ${EarliestRestorableDateTime?.toISOString() ?? 'it was made'}.`);
    return wrong('Point-in-time recovery is off.', deployLine(stage));
  },
};
