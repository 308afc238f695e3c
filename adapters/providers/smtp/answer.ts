import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { answerTo, type Meaning } from '../provider-answer.ts';

/** What became of a conversation that failed: the reply that ended it, if any, and the command that it was to. */
export type SmtpFailure = {
  message: string;
  /** Where the client has it from: `EAUTH`, `EENVELOPE`, `EMESSAGE`, `ECONNECTION`, … */
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  /** Whether the message itself was on its way. */
  isHandedOver: boolean;
};

/**
 * Decides what a failed conversation amounts to. A reply proves that the message was not taken, as a server answers for it before it says so
 * (RFC 5321, 4.2.5); without one, only what broke off before the message itself was sent.
 */
export function smtpAnswer(failure: SmtpFailure): ProviderAnswer {
  const { responseCode, message, response = message, code = 'ECONNECTION', isHandedOver } = failure;
  if (responseCode === undefined) {
    const isOurs = code === 'EENVELOPE'; // an address that the client does not put on the wire
    const httpStatusCode = isOurs ? 400 : isHandedOver ? 502 : 503;
    return answerTo({ name: `SMTP ${code}`, message, $metadata: { httpStatusCode } }, () => undefined);
  }
  const meaning = meaningOf(responseCode, response, failure);
  return answerTo({ name: `SMTP ${responseCode}`, message: response, $metadata: { httpStatusCode: 400 } }, () => meaning);
}

/** Reads a reply: its first digit says whether it may be tried again, its command about whom it is, and only its words tell a rate from a quota. */
function meaningOf(replyCode: number, words: string, { code, command = '' }: SmtpFailure): ReturnType<Meaning> {
  if (/quota|daily|sending limit/i.test(words) && !/mailbox|storage/i.test(words)) return 'quota'; // 550 5.4.5 at Google, 452 elsewhere
  const isLater = replyCode < 500;
  if (isLater) return /\b4\.7\.\d|rate|too many|slow down|throttl/i.test(words) ? 'throttled' : 'unavailable'; // 421, 45x
  if (code === 'EAUTH' || command.startsWith('AUTH') || replyCode === 530) return 'paused'; // who we are
  if (command === 'MAIL FROM') return 'paused'; // the sender's address
  return 'rejected'; // 55x of the recipient or the message
}
