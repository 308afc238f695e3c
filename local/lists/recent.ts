import { readNotification } from '../../adapters/dynamodb/publishing/ledger-read.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import type { MessageRecord } from '../../core/delivery/ports/records.ts';
import { scanTable } from '../own-table.ts';

/** A notification as the console's history shows it. */
export type RecentNotification = {
  id: string;
  request: string;
  user: string;
  workflow: string;
  title?: string;
  test: boolean;
  topic?: string;
  createdAt: Date;
  messages: Pick<MessageRecord, 'channel' | 'status' | 'reason' | 'events'>[];
};

/** The last notifications that were dispatched, newest first, whoever published them and however long ago. */
export async function listRecent(table: Table, most: number): Promise<RecentNotification[]> {
  const items = await scanTable(table, {
    FilterExpression: 'sk = :meta AND begins_with(pk, :notification)',
    ExpressionAttributeValues: { ':meta': 'META', ':notification': 'N#' },
    ProjectionExpression: 'id, createdAt',
  });
  const newest = (items as { id: string; createdAt: string }[])
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id))
    .slice(0, most);
  const found = await Promise.all(newest.map(({ id }) => readNotification(table, id)));
  return found.flatMap((one) => (one === undefined ? [] : [shown(one)]));
}

function shown({ notification, messages }: NonNullable<Awaited<ReturnType<typeof readNotification>>>): RecentNotification {
  const { id, requestId, userId, workflow, data, test, topic, createdAt } = notification;
  return {
    id,
    request: requestId,
    user: userId,
    workflow,
    ...(typeof data.title === 'string' && { title: data.title }),
    test,
    ...(topic !== undefined && { topic }),
    createdAt,
    messages: messages.map(({ channel, status, reason, events }) => ({ channel, status, ...(reason && { reason }), events })),
  };
}
