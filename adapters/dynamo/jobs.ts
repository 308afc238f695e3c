import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type JobHealth, JobName } from '../../contract/health.ts';
import type { Jobs } from '../../core/ports.ts';
import { batchGet } from './batch-get.ts';
import { jobKey } from './keys.ts';
import type { Table } from './table.ts';

type StoredJob = { pk: string; startedAt?: string; succeededAt?: string };

/** Job runs in the table: one item a job. */
export function dynamoJobs(table: Table): Jobs {
  const set = (name: JobName, assignment: string, values: Record<string, unknown>) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: jobKey(name),
        UpdateExpression: `SET ${assignment}`,
        ExpressionAttributeValues: values,
      }),
    );

  return {
    async started(name, at) {
      await set(name, 'startedAt = :at', { ':at': at.toISOString() });
    },

    async succeeded(name, at, count) {
      await set(name, 'succeededAt = :at, done = :done', { ':at': at.toISOString(), ':done': count });
    },

    async list() {
      const jobs = (await batchGet(table, JobName.options.map(jobKey))) as StoredJob[];
      return JobName.options.map((name) =>
        toJobHealth(
          name,
          jobs.find(({ pk }) => pk === jobKey(name).pk),
        ),
      );
    },
  };
}

function toJobHealth(name: JobName, { startedAt, succeededAt }: Partial<StoredJob> = {}): JobHealth {
  return {
    name,
    ...(startedAt && { last_started_at: startedAt }),
    ...(succeededAt && { last_succeeded_at: succeededAt }),
  };
}
