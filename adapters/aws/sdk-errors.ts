import { RetryableError } from '../../core/errors.ts';

/** What can be known of an error that an AWS client throws: from AWS, from Node's network, or from the client itself. */
export type SdkError = {
  name: string;
  message: string;
  code?: string;
  syscall?: string;
  /** The errors of each address that was tried. */
  errors?: unknown[];
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number };
};

/** Reads an error without asking for its class: Node's own may come from another realm, as in tests. */
export function readSdkError(error: unknown): SdkError {
  if (typeof error === 'object' && error !== null && 'name' in error && 'message' in error) return error as SdkError;
  return { name: 'Error', message: String(error) };
}

/** The name that AWS gave an error, or Node's code for one that never reached AWS. */
export function errorName({ name, code }: SdkError): string {
  return name === 'Error' && code !== undefined ? code : name;
}

/** The HTTP status that AWS answered with; nothing when there was no answer. */
export function answeredStatus({ $metadata, $response }: SdkError): number | undefined {
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/**
 * The error as flows understand it: when AWS was too busy, or did not answer at all, the same may succeed later.
 * Use it where repeating is harmless; never for a send.
 */
export function asRetryableError(service: string, error: unknown): unknown {
  const known = readSdkError(error);
  const name = errorName(known);
  const status = answeredStatus(known);
  const isBusy = status === undefined ? isFromNetwork(known) : status >= 500 || status === 429 || throttled.has(name);
  return isBusy ? new RetryableError(`${service} did not take it: ${name}`, { cause: error }) : error;
}

function isFromNetwork({ name, code }: SdkError): boolean {
  return name === 'TimeoutError' || code !== undefined;
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
