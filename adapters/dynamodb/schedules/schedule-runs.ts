import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EndedRun, RunClaim, RunStart, ScheduleRuns } from '../../../core/schedules/ports/schedules.ts';
import { assignments } from '../table/assignments.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { scheduleRunKey, scheduleRunsOf, scheduleStateKey } from './keys.ts';

type StoredState = { through?: string; lastRequestId?: string; lastRanAt?: string; refusedInARow?: number };
type StoredRun = Omit<EndedRun, 'time' | 'ranAt'> & { time: string; ranAt: string; expiresAt: number };

/** How long it is known what was run: longer than a message of it may lie among the dead letters. */
const stateDays = 30;

/** Keeps runs in the table: an item with the lease and how far the schedule has come, and one for each run. */
export function dynamoScheduleRuns(table: Table): ScheduleRuns {
  return { ...dynamoRunClaims(table), list: (scheduleId, limit) => listScheduleRuns(table, scheduleId, limit) };
}

/** Lets runs start and end, which is all that whoever runs them needs. */
export function dynamoRunClaims(table: Table): Omit<ScheduleRuns, 'list'> {
  const { name: TableName, client } = table;

  /** Changes the state of a schedule, if the run still has it. */
  function setOwn({ scheduleId, holder }: RunClaim, fields: Record<string, unknown>): Promise<boolean> {
    const { set, names, values } = assignments(fields);
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName,
          Key: scheduleStateKey(scheduleId),
          UpdateExpression: `${set && `SET ${set} `}REMOVE leaseUntil`,
          ConditionExpression: '#holder = :holder',
          ExpressionAttributeNames: { ...names, '#holder': 'holder' },
          ExpressionAttributeValues: { ...values, ':holder': holder },
        }),
      ),
    );
  }

  return {
    async start({ scheduleId, time, byHand, holder }, { seconds, now }) {
      const leaseUntil = new Date(now.getTime() + seconds * 1000).toISOString();
      const expiresAt = epochSeconds(new Date(now.getTime() + stateDays * 86_400_000));
      const { set, names, values } = assignments({ holder, leaseUntil, expiresAt });
      const isNew = byHand ? '' : ' AND (attribute_not_exists(through) OR through < :time)';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: scheduleStateKey(scheduleId),
            UpdateExpression: `SET ${set}`,
            // its own holder: an answer that was lost is asked for again
            ConditionExpression: `(attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now OR #holder = :holder)${isNew}`,
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: { ...values, ':now': now.toISOString(), ...(!byHand && { ':time': time.toISOString() }) },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return toStart(Attributes as StoredState);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { through } = ((await readItem(table, scheduleStateKey(scheduleId))) ?? {}) as StoredState;
        const isDone = !byHand && through !== undefined && through >= time.toISOString();
        return { outcome: isDone ? 'done' : 'running' };
      }
    },

    async end(claim, ended, expiresAt) {
      const { scheduleId, time, byHand, key } = claim;
      const stored = {
        ...ended,
        time: ended.time.toISOString(),
        ranAt: ended.ranAt.toISOString(),
        expiresAt: epochSeconds(expiresAt),
      };
      await client.send(new PutCommand({ TableName, Item: { ...scheduleRunKey(scheduleId, time, key), ...stored } }));
      const { outcome, requestId, ranAt, refusedInARow = 0 } = ended;
      await setOwn(claim, {
        through: byHand || outcome === 'refused' ? undefined : time.toISOString(),
        lastRequestId: requestId,
        lastRanAt: requestId && ranAt.toISOString(),
        refusedInARow: byHand ? undefined : refusedInARow,
      });
    },

    async release(claim) {
      await setOwn(claim, {});
    },
  };
}

/** Lists the last runs of a schedule, newest first. */
async function listScheduleRuns(table: Table, scheduleId: string, limit: number): Promise<EndedRun[]> {
  const { pk, prefix } = scheduleRunsOf(scheduleId);
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (Items as StoredRun[]).filter((run) => !hasExpired(run, table.now())).map(toRun);
}

function toStart({ lastRequestId: requestId, lastRanAt, refusedInARow = 0 }: StoredState): RunStart {
  return {
    outcome: 'started',
    ...(requestId !== undefined && lastRanAt !== undefined && { last: { requestId, ranAt: new Date(lastRanAt) } }),
    ...(refusedInARow > 0 && { refusedInARow }),
  };
}

function toRun({
  time,
  byHand,
  ranAt,
  outcome,
  reason,
  detail,
  refusedInARow,
  requestId,
  refusedRecipients,
}: StoredRun): EndedRun {
  const ended = { outcome, reason, detail, refusedInARow, requestId, refusedRecipients };
  return { time: new Date(time), byHand, ranAt: new Date(ranAt), ...ended };
}
