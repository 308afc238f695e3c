import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { BatchExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { RetryableError } from '../../../core/errors.ts';
import { gathered } from './gather.ts';
import type { Key } from './key.ts';
import type { Table } from './table.ts';

/**
 * A change of one item. `set` are fields to set, `append` events to add to its timeline, `remove` one field to remove. `where`
 * are the values that its fields must have now (`undefined`: the field must be missing), and `whereIn` those of which they must
 * have one.
 */
export type Change = {
  key: Key;
  set: Readonly<Record<string, unknown>>;
  append?: readonly unknown[];
  remove?: string | undefined;
  where: Readonly<Record<string, unknown>>;
  whereIn?: Readonly<Record<string, readonly unknown[]>>;
};

const statementsPerRequest = 25; // BatchExecuteStatement's limit

/** A new item, or a change of one that is there. */
type Write = { key: Key; insert: Readonly<Record<string, unknown>> } | Change;

/** Why a statement is to be tried again. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html */
const passing = new Set(['ProvisionedThroughputExceeded', 'RequestLimitExceeded', 'ThrottlingError', 'InternalServerError']);

const writers = {
  atOnce: gathered({ most: statementsPerRequest, run }),
  /** For answers of providers, which come within some milliseconds of each other. */
  soon: gathered({ most: statementsPerRequest, run, waitMs: 10 }),
};

/**
 * Changes one item, in one request with whatever else is changed in the same moment. Answers whether the item was as it had to be;
 * when not, or when it was not there, nothing was written.
 * @throws RetryableError when DynamoDB was too busy; TransactionConflictException when somebody's transaction was in the way.
 */
export function changeItem(table: Table, change: Change, when: keyof typeof writers = 'atOnce'): Promise<boolean> {
  return writers[when](table, change);
}

/**
 * Puts a new item, in one request with whatever else is written in the same moment. Answers whether there was none in its place; when there
 * was, nothing was written.
 * @throws RetryableError when DynamoDB was too busy.
 */
export function insertItem(table: Table, item: Key & Record<string, unknown>): Promise<boolean> {
  const { pk, sk, ...fields } = item;
  return writers.atOnce(table, { key: { pk, sk }, insert: fields });
}

/** One request; what writes an item that another write of it is in already waits for that one. */
async function run(table: Table, writes: readonly Write[]): Promise<(boolean | Error)[]> {
  const answers = new Map<Write, boolean | Error>();
  for (let left = writes; left.length > 0; left = left.filter((write) => !answers.has(write))) {
    const round = [...new Map(left.toReversed().map((write) => [JSON.stringify(write.key), write])).values()];
    const { Responses = [] } = await table.client.send(
      new BatchExecuteStatementCommand({ Statements: round.map((write) => toStatement(table, write)) }),
    );
    round.forEach((write, index) => void answers.set(write, toAnswer(Responses[index]?.Error)));
  }
  return writes.map((write) => answers.get(write) ?? new Error('DynamoDB gave no answer'));
}

/**
 * Names are quoted, since many are reserved words. Several fields after one SET, as AWS's page on batches shows:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.batching.html
 */
function toStatement(table: Table, write: Write) {
  return 'insert' in write ? toInsert(table, { ...write.key, ...write.insert }) : toUpdate(table, write);
}

function toInsert({ name }: Table, item: Readonly<Record<string, unknown>>) {
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  const fields = given.map(([field]) => `'${field}':?`);
  return { Statement: `INSERT INTO "${name}" VALUE {${fields.join(',')}}`, Parameters: given.map(([, value]) => value) };
}

function toUpdate({ name }: Table, { key, set, append, remove, where, whereIn = {} }: Change) {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const assignments = given.map(([field]) => `"${field}"=?`);
  if (append !== undefined) assignments.push('events=list_append(events,?)');
  const conditions = [
    ...Object.entries({ ...key, ...where }).map(([field, value]) =>
      value === undefined ? `"${field}" IS MISSING` : `"${field}"=?`,
    ),
    ...Object.entries(whereIn).map(([field, values]) => `"${field}" IN [${values.map(() => '?').join(',')}]`),
  ];
  const removal = remove === undefined ? '' : ` REMOVE "${remove}"`;
  return {
    Statement: `UPDATE "${name}" SET ${assignments.join(', ')}${removal} WHERE ${conditions.join(' AND ')}`,
    Parameters: [
      ...given.map(([, value]) => value),
      ...(append === undefined ? [] : [append]),
      ...Object.values({ ...key, ...where }).filter((value) => value !== undefined),
      ...Object.values(whereIn).flat(),
    ],
  };
}

function toAnswer(error: { Code?: string; Message?: string } | undefined): boolean | Error {
  if (error === undefined) return true;
  if (error.Code === 'ConditionalCheckFailed' || error.Code === 'DuplicateItem') return false;
  if (error.Code === 'TransactionConflict') return new TransactionConflictException({ message: 'in the way', $metadata: {} });
  const said = `DynamoDB did not take it: ${error.Code}`;
  return passing.has(error.Code ?? '') ? new RetryableError(said) : new Error(`${said}: ${error.Message}`);
}
