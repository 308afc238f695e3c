import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

/** A part of a transaction: a put, an update, a deletion or a check of one item. */
export type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
