// cron, every five minutes → release-due → ingest queue, each release delayed to its second

import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { dynamoDueItems } from '../../adapters/dynamodb/scheduling/due-items.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { readSettings } from '../../contract/settings.ts';
import { type ReleaseDueDeps, releaseDue } from '../../core/scheduling/release-due.ts';
import { onSchedule } from '../shell/on-schedule.ts';

const settings = readSettings('TABLE_NAME', 'INGEST_QUEUE_URL');
const table = openTable(settings.TABLE_NAME);
const deps: ReleaseDueDeps = {
  dueItems: dynamoDueItems(table),
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  now: () => new Date(),
};

export const handler = onSchedule('release-due', (run) => releaseDue(run, deps), { jobs: dynamoJobs(table) });
