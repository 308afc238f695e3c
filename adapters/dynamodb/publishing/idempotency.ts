import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Idempotency, IdempotencyClaim } from '../../../core/publishing/ports/idempotency.ts';
import { isSameRequest } from '../../../core/publishing/rules/request-hashes.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { epochSeconds, hasExpired } from '../table/time-to-live.ts';
import { idempotencyKey } from './keys.ts';

/** What is claimed. By the `nonce` a claim knows its own repetition, when its first answer was lost and the client asked again. */
type Asked = Parameters<Idempotency['claim']>[0] & { nonce: string };
/** Versions before had no `unorderedHash`. */
type Entry = {
  requestHash: string;
  unorderedHash?: string;
  requestedAt: string;
  nonce: string;
  leaseUntil?: string;
  answer?: string;
  expiresAt: number;
};

const dayMs = 86_400_000;

/** Remembers answers in the table. A first call costs one write; only a repetition is read. */
export function dynamoIdempotency(table: Table): Idempotency {
  return {
    async claim(claim) {
      const asked = { ...claim, nonce: randomUUID() };
      const isFirst = await conditionHeld(table.client.send(putFirst(table, asked)));
      return isFirst ? { outcome: 'first', requestedAt: asked.now } : decideRepetition(table, asked);
    },

    async complete({ caller, key, answer }) {
      // an entry that is gone by now was released, or its day is over: then there is nothing to remember
      await conditionHeld(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: idempotencyKey(caller, key),
            UpdateExpression: 'SET answer = :answer REMOVE leaseUntil',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':answer': JSON.stringify({ answer }) },
          }),
        ),
      );
    },

    async release({ caller, key, keep }) {
      const entry = { TableName: table.name, Key: idempotencyKey(caller, key) };
      const ConditionExpression = 'attribute_exists(pk) AND attribute_not_exists(answer)';
      const release = keep
        ? table.client.send(new UpdateCommand({ ...entry, UpdateExpression: 'REMOVE leaseUntil', ConditionExpression }))
        : table.client.send(new DeleteCommand({ ...entry, ConditionExpression }));
      await conditionHeld(release); // an answered call stays answered
    },
  };
}

function putFirst({ name }: Table, { caller, key, requestHash, unorderedHash, leaseSeconds, now, nonce }: Asked): PutCommand {
  const entry: Entry = {
    requestHash,
    unorderedHash,
    requestedAt: now.toISOString(),
    nonce,
    leaseUntil: leaseEnd(now, leaseSeconds),
    expiresAt: epochSeconds(new Date(now.getTime() + dayMs)),
  };
  return new PutCommand({
    TableName: name,
    Item: { ...idempotencyKey(caller, key), ...entry },
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now OR nonce = :nonce',
    ExpressionAttributeValues: { ':now': now.getTime() / 1000, ':nonce': nonce },
  });
}

async function decideRepetition(table: Table, asked: Asked): Promise<IdempotencyClaim> {
  const { caller, key, leaseSeconds, now, nonce } = asked;
  const Key = idempotencyKey(caller, key);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const entry = Item as Entry | undefined;
  if (entry === undefined || hasExpired(entry, now)) return { outcome: 'running' }; // released this moment: ask again
  if (!isSameRequest(entry, asked)) return { outcome: 'other-body' };
  if (entry.answer !== undefined) return { outcome: 'done', answer: JSON.parse(entry.answer).answer };
  if (entry.leaseUntil !== undefined && entry.leaseUntil > now.toISOString()) return { outcome: 'running' };

  const isAsRead = entry.leaseUntil ? 'leaseUntil = :read' : 'attribute_not_exists(leaseUntil)';
  const isOurs = await conditionHeld(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET leaseUntil = :next, nonce = :nonce',
        ConditionExpression: `attribute_not_exists(answer) AND (${isAsRead} OR nonce = :nonce)`,
        ExpressionAttributeValues: {
          ':next': leaseEnd(now, leaseSeconds),
          ':nonce': nonce,
          ...(entry.leaseUntil && { ':read': entry.leaseUntil }),
        },
      }),
    ),
  );
  return isOurs ? { outcome: 'first', requestedAt: new Date(entry.requestedAt) } : { outcome: 'running' };
}

function leaseEnd(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
