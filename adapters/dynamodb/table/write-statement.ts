import { BatchExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { RetryableError } from '../../../core/errors.ts';
import { gathered } from './gather.ts';
import type { Key } from './key.ts';
import type { Table } from './table.ts';

/**
 * A change of one item: fields to set, events to add to its timeline, one field to remove; and the values that its fields must have
 * now, or one of several.
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

/** Why a statement is to be tried again. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html */
const passing = new Set([
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'InternalServerError',
]);

const writers = {
  atOnce: gathered({ most: statementsPerRequest, run }),
  /** For answers of providers, which come within some milliseconds of each other. */
  soon: gathered({ most: statementsPerRequest, run, waitMs: 10 }),
};

/**
 * Changes one item, in one request with whatever else is changed in the same moment. Answers whether the item was as it had to be;
 * when not, or when it was not there, nothing was written.
 * @throws RetryableError when DynamoDB was too busy, or somebody's transaction was in the way.
 */
export function changeItem(table: Table, change: Change, when: keyof typeof writers = 'atOnce'): Promise<boolean> {
  return writers[when](table, change);
}

/** One request; what changes an item that another change of it is in already waits for that one. */
async function run(table: Table, changes: readonly Change[]): Promise<(boolean | Error)[]> {
  const answers = new Map<Change, boolean | Error>();
  for (let left = changes; left.length > 0; left = left.filter((change) => !answers.has(change))) {
    const round = [...new Map(left.toReversed().map((change) => [JSON.stringify(change.key), change])).values()];
    const { Responses = [] } = await table.client.send(
      new BatchExecuteStatementCommand({ Statements: round.map((change) => toStatement(table, change)) }),
    );
    round.forEach((change, index) => void answers.set(change, toAnswer(Responses[index]?.Error)));
  }
  return changes.map((change) => answers.get(change) ?? new Error('DynamoDB gave no answer'));
}

/**
 * Names are quoted, since many are reserved words. Several fields after one SET, as AWS's page on batches shows:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.batching.html
 */
function toStatement({ name }: Table, { key, set, append, remove, where, whereIn = {} }: Change) {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const assignments = given.map(([field]) => `"${field}"=?`);
  if (append !== undefined) assignments.push('events=list_append(events,?)');
  const conditions = [
    ...Object.keys({ ...key, ...where }).map((field) => `"${field}"=?`),
    ...Object.entries(whereIn).map(([field, values]) => `"${field}" IN [${values.map(() => '?').join(',')}]`),
  ];
  const removal = remove === undefined ? '' : ` REMOVE "${remove}"`;
  return {
    Statement: `UPDATE "${name}" SET ${assignments.join(', ')}${removal} WHERE ${conditions.join(' AND ')}`,
    Parameters: [
      ...given.map(([, value]) => value),
      ...(append === undefined ? [] : [append]),
      ...Object.values({ ...key, ...where }),
      ...Object.values(whereIn).flat(),
    ],
  };
}

function toAnswer(error: { Code?: string; Message?: string } | undefined): boolean | Error {
  if (error === undefined) return true;
  if (error.Code === 'ConditionalCheckFailed') return false;
  const said = `DynamoDB did not take it: ${error.Code}`;
  return passing.has(error.Code ?? '') ? new RetryableError(said) : new Error(`${said}: ${error.Message}`);
}
