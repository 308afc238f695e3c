import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { answerTo, type Meaning, withList } from '../provider-answer.ts';

/** Decides what a failed call of SNS amounts to. */
export function snsAnswer(error: unknown): ProviderAnswer {
  return withList('sns', answerTo(error, meaningOf));
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
const meaningOf: Meaning = (name, message) => {
  if (name.startsWith('OptedOut') || /opted[ -]?out/i.test(message)) return 'opted-out';
  if (name === 'Throttling' || name.startsWith('Throttled') || name.startsWith('KMSThrottling')) {
    return /quota/i.test(message) ? 'quota' : 'throttled';
  }
  if (name.startsWith('KMS')) return 'unavailable'; // a key that cannot be used now: nothing was sent, and it can be mended
  return undefined;
};
