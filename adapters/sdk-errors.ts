import { TryAgainLater } from '../core/errors.ts';

/** The name that AWS gave an error, or Node's code for one that never reached AWS. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' && error.name === 'Error' ? error.code : error.name;
}

/** The HTTP status that AWS answered with; nothing when there was no answer. */
export function answeredStatus(error: unknown): number | undefined {
  const metadata = (error as { $metadata?: { httpStatusCode?: number } }).$metadata;
  const response = (error as { $response?: { statusCode?: number } }).$response;
  return metadata?.httpStatusCode ?? response?.statusCode;
}

/**
 * The error as flows understand it: when AWS was too busy, or did not answer at all, the same may succeed later.
 * Use it where repeating is harmless; never for a send.
 */
export function asTryAgainLater(service: string, error: unknown): unknown {
  const status = answeredStatus(error);
  const isBusy = status === undefined ? isFromNetwork(error) : status >= 500 || status === 429 || throttled.has(errorName(error));
  return isBusy ? new TryAgainLater(`${service} did not take it: ${errorName(error)}`, { cause: error }) : error;
}

function isFromNetwork(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || 'code' in error || 'syscall' in error);
}

/** What AWS services call "too many at once", answered with status 400. */
const throttled = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TransactionInProgressException',
]);
