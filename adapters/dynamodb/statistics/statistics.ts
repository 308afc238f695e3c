import { paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Statistics, StatisticsRow } from '../../../core/statistics/ports/statistics.ts';
import { type Counts, type Increment, rowNamed } from '../../../core/statistics/rules/counts.ts';
import type { Checkpoint, Part } from '../../../core/statistics/rules/cut-batch.ts';
import { cancellationReasons, contended } from '../table/contended.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds } from '../table/time-to-live.ts';
import { countedKey, statisticsKey, statisticsPartition } from './keys.ts';

/** How long a checkpoint is kept: the stream keeps records for a day, and a shard takes new ones for some hours. */
const checkpointDays = 7;

/** Keeps statistics in the table: an item a row, without an end. */
export function dynamoStatistics(table: Table): Statistics {
  return {
    async checkpoint(shardId) {
      const item = await readItem(table, countedKey(shardId));
      return item && { through: String(item.through), ...(item.row !== undefined && { row: String(item.row) }) };
    },

    add: (shardId, part, from) => contended('a row of statistics', () => add(table, shardId, part, from)),

    async rowsOf(day) {
      const pages = paginateQuery(
        { client: table.client },
        {
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': statisticsPartition(day) },
        },
      );
      const rows: StatisticsRow[] = [];
      for await (const { Items = [] } of pages) rows.push(...Items.map((item) => toRow(day, item)));
      return rows;
    },
  };
}

/** The checkpoint comes first, so that the first reason for a cancelled transaction says whether it was that. */
async function add(table: Table, shardId: string, part: Part, from: Checkpoint | undefined): Promise<boolean> {
  const TransactItems = [
    moveCheckpoint(table, shardId, part.checkpoint, from),
    ...part.increments.map((increment) => toUpdate(table, increment)),
  ];
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (cancellationReasons(error)?.[0] === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

function moveCheckpoint({ name, now }: Table, shardId: string, to: Checkpoint, from: Checkpoint | undefined) {
  const expiresAt = epochSeconds(new Date(now().getTime() + checkpointDays * 86_400_000));
  const isAt = from?.row === undefined ? 'attribute_not_exists(#row)' : '#row = :row';
  return {
    Put: {
      TableName: name,
      Item: { ...countedKey(shardId), ...to, expiresAt },
      ...(from === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: `through = :through AND ${isAt}`,
            ExpressionAttributeNames: { '#row': 'row' },
            ExpressionAttributeValues: { ':through': from.through, ...(from.row !== undefined && { ':row': from.row }) },
          }),
    },
  };
}

function toUpdate({ name: TableName }: Table, { row, counts }: Increment) {
  const entries = Object.entries(counts);
  return {
    Update: {
      TableName,
      Key: statisticsKey(row),
      UpdateExpression: `ADD ${entries.map((_, n) => `#${n} :${n}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([counter], n) => [`#${n}`, counter])),
      ExpressionAttributeValues: Object.fromEntries(entries.map(([, count], n) => [`:${n}`, count])),
    },
  };
}

function toRow(day: string, { pk, sk, ...counts }: Record<string, unknown>): StatisticsRow {
  return { row: rowNamed(day, String(sk)), counts: counts as Counts };
}
