import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { RetryableError } from '../../../core/errors.ts';

const attempts = 12;
const firstPauseMs = 20;
const longestPauseMs = 500;

/** Why each part of a cancelled transaction stopped it, in the order of its parts; nothing for any other error. */
export function cancellationReasons(error: unknown): string[] | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  return error.CancellationReasons?.map(({ Code }) => Code ?? 'None') ?? [];
}

/**
 * Runs a write that somebody else's may be in the way of, again when it was. Pauses grow and are drawn at random, so that
 * contenders part; what the write depends on has to be read inside `write`, each time anew.
 * @throws RetryableError when somebody else was faster every time.
 */
export async function contended<Result>(what: string, write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!wasOvertaken(error)) throw error;
    }
    await sleep(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
  }
  throw new RetryableError(`${what} was changed by others ${attempts} times in a row`);
}

function wasOvertaken(error: unknown): boolean {
  if (error instanceof TransactionConflictException || error instanceof ConditionalCheckFailedException) return true;
  return cancellationReasons(error)?.every((code) => passing.has(code)) ?? false;
}

/** Reasons that another moment takes away; `None` marks the parts that nothing was wrong with. */
const passing = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
