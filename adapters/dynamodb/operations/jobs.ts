import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { JobName } from '../../../contract/operations/health.ts';
import type { JobEnd, JobRecord, Jobs } from '../../../core/operations/ports/jobs.ts';
import { assignments } from '../table/assignments.ts';
import { batchGet } from '../table/batch-get.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { jobKey } from './keys.ts';

type StoredJob = {
  pk: string;
  firstStartedAt?: string;
  startedAt?: string;
  endedAt?: string;
  succeededAt?: string;
  done?: number;
  through?: string;
  /** The cursor, which is a reserved word. */
  leftOff?: string;
};

/** Keeps job runs in the table: one item for each job, with its lease. */
export function dynamoJobs(table: Table): Jobs {
  const { name: TableName, client } = table;

  /** Sets fields of a run that still has the job; `remove` are fields that go. */
  function setOwn({ name, holder }: { name: JobName; holder: string }, fields: Record<string, unknown>, remove = '') {
    const { set, names, values } = assignments(fields);
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName,
          Key: jobKey(name),
          UpdateExpression: `SET ${set}${remove}`,
          ConditionExpression: 'holder = :holder',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...values, ':holder': holder },
        }),
      ),
    );
  }

  return {
    async start({ name, holder, leaseSeconds, now }) {
      const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
      const { set, names, values } = assignments({ startedAt: now.toISOString(), holder, leaseUntil });
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: jobKey(name),
            UpdateExpression: `SET ${set}, firstStartedAt = if_not_exists(firstStartedAt, :startedAt)`,
            // its own holder: an answer that was lost is asked for again
            ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil <= :startedAt OR #holder = :holder',
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: values,
            ReturnValues: 'ALL_NEW',
          }),
        );
        return toJobRecord(name, Attributes as StoredJob);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    save: (run, cursor) => setOwn(run, { leftOff: cursor }),

    end(run, end) {
      const { fields, remove } = changesAt(end);
      return setOwn(run, fields, ` REMOVE ${['leaseUntil', ...remove].join(', ')}`);
    },

    async list() {
      const jobs = (await batchGet(table, JobName.options.map(jobKey))) as StoredJob[];
      return JobName.options.map((name) =>
        toJobRecord(
          name,
          jobs.find(({ pk }) => pk === jobKey(name).pk),
        ),
      );
    },
  };
}

function changesAt(end: JobEnd): { fields: Record<string, unknown>; remove: string[] } {
  const at = end.at.toISOString();
  if (end.outcome === 'failed') return { fields: { endedAt: at }, remove: [] };

  const { count, through, cursor } = end;
  return {
    fields: { endedAt: at, succeededAt: at, done: count, through: through?.toISOString(), leftOff: cursor },
    remove: [...(through === undefined ? ['through'] : []), ...(cursor === undefined ? ['leftOff'] : [])],
  };
}

function toJobRecord(name: JobName, stored: Partial<StoredJob> = {}): JobRecord {
  const { firstStartedAt, startedAt, endedAt, succeededAt, done, through, leftOff } = stored;
  return {
    name,
    ...(firstStartedAt && { firstStartedAt: new Date(firstStartedAt) }),
    ...(startedAt && { startedAt: new Date(startedAt) }),
    ...(endedAt && { endedAt: new Date(endedAt) }),
    ...(succeededAt && { succeededAt: new Date(succeededAt) }),
    ...(done !== undefined && { count: done }),
    ...(through && { through: new Date(through) }),
    ...(leftOff !== undefined && { cursor: leftOff }),
  };
}
