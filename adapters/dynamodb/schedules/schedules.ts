import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Schedules } from '../../../core/schedules/ports/schedules.ts';
import type { Schedule, Timing } from '../../../core/schedules/rules/schedule.ts';
import { formatSchedulePosition, parseSchedulePosition } from '../../records/schedule-position.ts';
import { batchDelete, batchPut } from '../table/batch-write.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Key } from '../table/key.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { scheduleKey, scheduleList, scheduleOfUserKey } from './keys.ts';

type StoredSchedule = Omit<Schedule, 'timing' | 'createdAt' | 'updatedAt'> & {
  timing: Omit<Timing, 'startsAt' | 'endsAt' | 'since'> & { startsAt?: string; endsAt?: string; since: string };
  createdAt: string;
  updatedAt: string;
};

/**
 * Keeps schedules in the table: one item each, in one partition, since there are few and they seldom change. An item under each user that
 * one names leads to it, so that export and erasure find it: written before the schedule, and removed after.
 */
export function dynamoSchedules(table: Table): Schedules {
  const { name: TableName, client } = table;
  const find = (id: string) => findSchedule(table, id);

  async function add(schedule: Schedule): Promise<Schedule> {
    await batchPut(table, keysOfUsers(schedule));
    const put = new PutCommand({ TableName, Item: toItem(schedule), ConditionExpression: 'attribute_not_exists(pk)' });
    if (await conditionHeld(client.send(put))) return schedule;
    return (await find(schedule.id)) ?? add(schedule); // removed again in between
  }

  return {
    find,
    add,

    async replace(schedule, was) {
      const before = await find(schedule.id);
      await batchPut(table, keysOfUsers(schedule, before));
      if (!(await replaceSchedule(table, schedule, was))) return false;
      if (before !== undefined) await batchDelete(table, keysOfUsers(before, schedule));
      return true;
    },

    async remove(id) {
      const { Attributes } = await client.send(new DeleteCommand({ TableName, Key: scheduleKey(id), ReturnValues: 'ALL_OLD' }));
      if (Attributes === undefined) return false;
      await batchDelete(table, keysOfUsers(toSchedule(Attributes as StoredSchedule)));
      return true;
    },

    async list({ beginning = '', after, limit }) {
      const isWanted = beginning === '' ? '' : ' AND begins_with(sk, :beginning)';
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: `pk = :list${isWanted}`,
          ExpressionAttributeValues: { ':list': scheduleList, ...(beginning !== '' && { ':beginning': beginning }) },
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: scheduleKey(parseSchedulePosition(after, beginning)) }),
        }),
      );
      return {
        schedules: (Items as StoredSchedule[]).map(toSchedule),
        ...(LastEvaluatedKey && { next: formatSchedulePosition(LastEvaluatedKey.sk) }),
      };
    },
  };
}

/** Finds a schedule; reads what was just written. */
export async function findSchedule(table: Table, id: string): Promise<Schedule | undefined> {
  const item = await readItem(table, scheduleKey(id));
  return item && toSchedule(item as StoredSchedule);
}

/** Writes a schedule anew, if it was last changed at `was`; answers whether it did. */
export function replaceSchedule({ name: TableName, client }: Table, schedule: Schedule, was: Date): Promise<boolean> {
  const put = new PutCommand({
    TableName,
    Item: toItem(schedule),
    ConditionExpression: 'updatedAt = :was',
    ExpressionAttributeValues: { ':was': was.toISOString() },
  });
  return conditionHeld(client.send(put));
}

/** Names the items that lead to a schedule from users whom it names, but not from those whom another names. */
function keysOfUsers({ id, publish }: Schedule, without?: Schedule): Key[] {
  const others = new Set(without?.publish.recipients);
  return (publish.recipients ?? []).filter((userId) => !others.has(userId)).map((userId) => scheduleOfUserKey(userId, id));
}

function toItem({ timing, createdAt, updatedAt, ...schedule }: Schedule) {
  const { startsAt, endsAt, since } = timing;
  return {
    ...scheduleKey(schedule.id),
    ...schedule,
    timing: { ...timing, startsAt: startsAt?.toISOString(), endsAt: endsAt?.toISOString(), since: since.toISOString() },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function toSchedule({
  id,
  publish,
  timing,
  graceSeconds,
  paused,
  pausedBecause,
  test,
  bodyHash,
  unorderedHash,
  createdAt,
  updatedAt,
}: StoredSchedule): Schedule {
  const { cron, every, timezone, startsAt, endsAt, since } = timing;
  return {
    id,
    publish,
    timing: {
      cron,
      every,
      timezone,
      startsAt: startsAt === undefined ? undefined : new Date(startsAt),
      endsAt: endsAt === undefined ? undefined : new Date(endsAt),
      since: new Date(since),
    },
    graceSeconds,
    paused,
    ...(pausedBecause !== undefined && { pausedBecause }),
    test,
    bodyHash,
    ...(unorderedHash !== undefined && { unorderedHash }),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}
