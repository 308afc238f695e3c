import type { ProviderAnswer } from '../../core/ports/providers.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** What a failed call of SES amounts to. */
export function sesAnswer(error: unknown): ProviderAnswer {
  return answerTo(error, meaningOf);
}

/** SES tells a rate from a day's quota only by its words: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html */
const meaningOf: Meaning = (name, message) => {
  switch (name) {
    case 'Throttling':
    case 'ThrottlingException':
    case 'LimitExceededException':
      return /daily/i.test(message) ? 'quota' : 'throttled';
    case 'AccountSendingPausedException':
    case 'ConfigurationSetSendingPausedException':
    case 'AccountSendingPaused':
    case 'ConfigurationSetSendingPaused':
      return 'quota'; // as with a quota, somebody has to do something before it makes sense to try again
    case 'ServiceUnavailable':
      return 'unavailable';
    default:
      return undefined; // MessageRejected, MailFromDomainNotVerified, ConfigurationSetDoesNotExist, …: status 400
  }
};
