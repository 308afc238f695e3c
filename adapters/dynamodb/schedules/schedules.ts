import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Schedules } from '../../../core/schedules/ports/schedules.ts';
import type { Schedule, Timing } from '../../../core/schedules/rules/schedule.ts';
import { formatSchedulePosition, parseSchedulePosition } from '../../records/schedule-position.ts';
import { conditionHeld } from '../table/condition-held.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { scheduleKey, scheduleList } from './keys.ts';

type StoredSchedule = Omit<Schedule, 'timing' | 'createdAt' | 'updatedAt'> & {
  timing: Omit<Timing, 'startsAt' | 'endsAt' | 'since'> & { startsAt?: string; endsAt?: string; since: string };
  createdAt: string;
  updatedAt: string;
};

/** Keeps schedules in the table: one item each, in one partition, since there are few and they seldom change. */
export function dynamoSchedules(table: Table): Schedules {
  const { name: TableName, client } = table;

  async function find(id: string): Promise<Schedule | undefined> {
    const item = await readItem(table, scheduleKey(id));
    return item && toSchedule(item as StoredSchedule);
  }

  return {
    find,

    async add(schedule) {
      const put = new PutCommand({ TableName, Item: toItem(schedule), ConditionExpression: 'attribute_not_exists(pk)' });
      if (await conditionHeld(client.send(put))) return schedule;
      return (await find(schedule.id)) ?? this.add(schedule); // removed again in between
    },

    replace(schedule, was) {
      const put = new PutCommand({
        TableName,
        Item: toItem(schedule),
        ConditionExpression: 'updatedAt = :was',
        ExpressionAttributeValues: { ':was': was.toISOString() },
      });
      return conditionHeld(client.send(put));
    },

    async remove(id) {
      const { Attributes } = await client.send(new DeleteCommand({ TableName, Key: scheduleKey(id), ReturnValues: 'ALL_OLD' }));
      return Attributes !== undefined;
    },

    async list({ after, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :list',
          ExpressionAttributeValues: { ':list': scheduleList },
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: scheduleKey(parseSchedulePosition(after)) }),
        }),
      );
      return {
        schedules: (Items as StoredSchedule[]).map(toSchedule),
        ...(LastEvaluatedKey && { next: formatSchedulePosition(LastEvaluatedKey.sk) }),
      };
    },
  };
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
  test,
  bodyHash,
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
    test,
    bodyHash,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}
