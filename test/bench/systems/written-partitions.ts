import type { PassedCall } from './counting-handler.ts';

type Attributes = Record<string, { S?: string }>;
type Statement = { Statement: string; Parameters?: { S?: string }[] };

/** The partition of each item that a call of DynamoDB writes, or checks in a transaction. */
export function writtenPartitions({ action, asked }: Pick<PassedCall, 'action' | 'asked'>): string[] {
  if (action === 'BatchExecuteStatement') return (asked.Statements as Statement[]).map(partitionOfStatement);
  if (!/^(?:Put|Update|Delete|BatchWrite|TransactWrite)/.test(action)) return [];
  return keysIn(asked).map(({ pk }) => pk?.S ?? '');
}

/** Every object with a partition key in it: an item, or a key. */
function keysIn(value: unknown): Attributes[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('pk' in value) return [value as Attributes];
  return Object.values(value).flatMap(keysIn);
}

/** `… WHERE "pk"=? AND …` or `… VALUE {'pk':?,…}`: the parameter that stands there. */
function partitionOfStatement({ Statement, Parameters = [] }: Statement): string {
  const before = Statement.slice(0, Statement.search(/"pk"=\?|'pk':\?/));
  return Parameters[before.split('?').length - 1]?.S ?? 'one that could not be read';
}
