// the table's stream → countChanges → rows of statistics

import { dynamoChangedNotifications } from '../../adapters/dynamodb/events/changed-notifications.ts';
import { readChange } from '../../adapters/dynamodb/events/read-change.ts';
import { dynamoCoveredItems } from '../../adapters/dynamodb/statistics/covered-items.ts';
import { dynamoStatistics } from '../../adapters/dynamodb/statistics/statistics.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { countChanges } from '../../core/statistics/count-changes.ts';
import { metrics } from '../shell/metrics.ts';
import { onStream } from '../shell/on-stream.ts';

const settings = readSettings('STAGE', 'TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  statistics: dynamoStatistics(table),
  notifications: dynamoChangedNotifications(table),
  inboxes: dynamoCoveredItems(table),
};

export const handler = onStream(
  async (changes, shardId) => {
    const placed = changes.flatMap((streamed) => {
      const change = readChange(streamed);
      return change === undefined ? [] : [{ sequenceNumber: streamed.sequenceNumber, change }];
    });
    await countChanges(shardId, placed, deps);
    return changes.length;
  },
  { measure: metrics(settings.STAGE) },
);
