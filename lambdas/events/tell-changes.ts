// the table's stream → tellChanges → the stage's bus

import { dynamoChangedNotifications } from '../../adapters/dynamodb/events/changed-notifications.ts';
import { readChange } from '../../adapters/dynamodb/events/read-change.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { eventBus } from '../../adapters/eventbridge/event-bus.ts';
import { readSettings } from '../../contract/settings.ts';
import { tellChanges } from '../../core/events/tell-changes.ts';
import { metrics } from '../shell/metrics.ts';
import { onStream } from '../shell/on-stream.ts';

const settings = readSettings('STAGE', 'TABLE_NAME', 'EVENT_BUS_NAME');
const deps = {
  notifications: dynamoChangedNotifications(openTable(settings.TABLE_NAME)),
  sinks: [eventBus(settings.EVENT_BUS_NAME)],
};

export const handler = onStream(
  async (changes) => {
    await tellChanges(
      changes.flatMap((change) => readChange(change) ?? []),
      deps,
    );
    return changes.length;
  },
  { measure: metrics(settings.STAGE) },
);
