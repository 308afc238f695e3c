import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** Decides what a failed call of SES amounts to, for an e-mail from this address. */
export function sesAnswer(error: unknown, fromAddress: string): ProviderAnswer {
  return answerTo(error, (name, message) => meaningOf(name, message, fromAddress));
}

/**
 * Reads the words of SES's answer: nothing else tells a rate from a day's quota, or one refused message from another.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html, https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html
 */
function meaningOf(name: string, message: string, fromAddress: string): ReturnType<Meaning> {
  switch (name) {
    case 'Throttling':
    case 'ThrottlingException':
    case 'LimitExceededException':
      return /daily/i.test(message) ? 'quota' : 'throttled';
    case 'AccountSendingPausedException':
    case 'ConfigurationSetSendingPausedException':
    case 'AccountSendingPaused':
    case 'ConfigurationSetSendingPaused':
    case 'MailFromDomainNotVerified': // no e-mail of this sender goes before its MX record is back
    case 'MailFromDomainNotVerifiedException':
    case 'ConfigurationSetDoesNotExist': // deleted by hand; the next deploy makes it again
    case 'ConfigurationSetDoesNotExistException':
      return 'paused';
    case 'MessageRejected':
      return meaningOfRejection(message, fromAddress);
    case 'ServiceUnavailable':
      return 'unavailable';
    default:
      return undefined; // InvalidParameterValue, …: status 400
  }
}

/** The words are those of https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
function meaningOfRejection(message: string, fromAddress: string): ReturnType<Meaning> {
  if (/account is paused|sending (?:paused|suspended)/i.test(message)) return 'paused';
  if (!/address is not verified/i.test(message)) return 'rejected'; // what the message itself is, as a virus in it

  return namesSender(message, fromAddress) ? 'paused' : 'recipient-unverified';
}

/**
 * Whether the sender is among the identities that "failed the check in region EU-WEST-1: …", by its address or its domain. In the sandbox
 * recipients fail it, too, alone or beside the sender; where SES names nobody, it is held to be the recipient, which stops no one else.
 */
function namesSender(message: string, fromAddress: string): boolean {
  const sender = fromAddress.toLowerCase();
  const identities = message.toLowerCase().split(/[\s,;:<>"']+/);
  return identities.some((identity) => identity === sender || identity === sender.slice(sender.lastIndexOf('@') + 1));
}
