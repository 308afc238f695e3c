import type { Reason } from '../../contract/values.ts';
import type { NotNowReason, OptOutListName, ProviderAnswer } from '../../core/delivery/ports/providers.ts';
import { answeredStatus, errorName, readSdkError, type SdkError } from '../aws/sdk-errors.ts';

/** What a provider's own error means, by its name and message; nothing when its HTTP status says enough. */
export type Meaning = (name: string, message: string) => NotNowReason | 'rejected' | keyof typeof refusals | undefined;

/** The reasons of a message that is refused, beside a plain refusal. */
const refusals = {
  'opted-out': 'sms_opted_out',
  'country-blocked': 'country_blocked',
  'invalid-number': 'invalid_number',
  'too-dear': 'price_exceeded',
  'spend-limit': 'budget_exceeded',
} as const satisfies Readonly<Record<string, Reason>>;

/**
 * Decides what a failed send amounts to. Everything that proves that nothing was sent is told apart from what leaves doubt, and
 * doubt is the default.
 */
export function answerTo(error: unknown, meaningOf: Meaning): ProviderAnswer {
  const known = readSdkError(error);
  const detail = describe(known);
  const status = answeredStatus(known);
  if (status === undefined) {
    return hasNeverLeft(known) ? { outcome: 'not-now', because: 'unavailable', detail } : { outcome: 'unknown', detail };
  }
  const meaning = meaningOf(errorName(known), known.message) ?? meaningOfStatus(status, known);
  switch (meaning) {
    case 'throttled':
    case 'quota':
    case 'paused':
    case 'recipient-unverified':
    case 'unavailable':
      return { outcome: 'not-now', because: meaning, detail };
    case 'rejected':
      return { outcome: 'rejected', reason: 'provider_rejected', detail };
    case 'opted-out':
    case 'country-blocked':
    case 'invalid-number':
    case 'too-dear':
    case 'spend-limit':
      return { outcome: 'rejected', reason: refusals[meaning], detail };
    case 'unknown':
      return { outcome: 'unknown', detail };
    default:
      return meaning satisfies never;
  }
}

/**
 * Says what a status means. 401, 403 and expired credentials refuse the sender, which is our fault and not the message's, so it
 * may be sent later. By 500 and 503 the service itself says that it failed; 502 and 504 come from somebody in between, who cannot
 * know what the service did.
 */
function meaningOfStatus(status: number, error: SdkError): 'throttled' | 'unavailable' | 'rejected' | 'unknown' {
  if (status === 429) return 'throttled';
  if ([401, 403, 408, 500, 503].includes(status) || ourFault.has(errorName(error))) return 'unavailable';
  return status >= 400 && status < 500 ? 'rejected' : 'unknown';
}

/** Errors with status 400 that are about who asks, not what. */
const ourFault = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'RequestExpired',
  'UnrecognizedClientException',
]);

/** Whether the request cannot have reached the provider: there were no credentials, or there was no connection. */
function hasNeverLeft({ name, message, code, syscall, errors = [] }: SdkError): boolean {
  if (errors.length > 0) return errors.every((error) => hasNeverLeft(readSdkError(error)));
  const isBeforeTls = code === 'ECONNRESET' && message.includes('before secure TLS connection was established');
  const isUnconnected = name === 'TimeoutError' && message.includes('did not establish a connection');
  return (
    isBeforeTls || isUnconnected || name === 'CredentialsProviderError' || syscall === 'connect' || syscall === 'getaddrinfo'
  );
}

/** The error in words that may be stored and logged: without addresses and numbers, which providers like to repeat. */
function describe(error: SdkError): string {
  const redacted = error.message.replace(/[^\s<>"']+@[^\s<>"',;]+/g, '(address)').replace(/\+?\d[\d\s()-]{5,}\d/g, '(number)');
  return `${errorName(error)}: ${redacted}`.slice(0, 300);
}

/** Says of a number that has opted out on whose list it is. */
export function withList(listedAt: OptOutListName, answer: ProviderAnswer): ProviderAnswer {
  return answer.outcome === 'rejected' && answer.reason === 'sms_opted_out' ? { ...answer, listedAt } : answer;
}
