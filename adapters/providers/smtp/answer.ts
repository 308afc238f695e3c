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

/** How long an e-mail waits whose recipient takes none now: greylisting asks for minutes (RFC 6647, 2.4). */
const recipientWaitSeconds = 300;

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
  const reply = readReply(responseCode, response);
  const isRecipients = isOfRecipient(reply, failure);
  const meaning = isRecipients ? (reply.isLater ? 'unavailable' : 'rejected') : meaningOf(reply, failure);
  const error = { name: `SMTP ${responseCode}`, message: response, $metadata: { httpStatusCode: 400 } };
  const answer = answerTo(error, () => meaning);
  return isRecipients && answer.outcome === 'not-now' ? { ...answer, afterSeconds: recipientWaitSeconds } : answer;
}

/** A reply: its code, its enhanced code without the class (`2.2` of `552 5.2.2`), if it has one, and its words without what it echoes. */
type Reply = { code: number; isLater: boolean; enhanced: string | undefined; words: string };

function readReply(code: number, response: string): Reply {
  const enhanced = /^\d{3}[ -][45]\.(\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const words = response.replace(/<[^>]*>|\S+@\S+|https?:\S+/g, ' ');
  return { code, isLater: code < 500, enhanced, words };
}

/**
 * Whether a reply is about its recipient, and says nothing of the next e-mail. Its enhanced code says so, of which x.1 is the
 * address and x.2 the mailbox, but for x.1.7 and x.1.8, which are the sender's (RFC 3463, 3.2 and 3.3). Without one, the codes of
 * mailboxes do (RFC 5321, 4.2.3).
 */
function isOfRecipient({ code, enhanced, words }: Reply, { command = '' }: SmtpFailure): boolean {
  if (command === 'MAIL FROM' || command.startsWith('AUTH')) return false;
  if (/gr[ea]y-?list/i.test(words)) return true;
  if (enhanced === undefined) return command === 'RCPT TO' && [450, 550, 551, 552, 553].includes(code) && !isOwnQuota(words);
  if (enhanced === ownQuotaOfExchange || /SubmissionQuotaExceeded/i.test(words)) return false;
  return /^[12]\./.test(enhanced) && enhanced !== '1.7' && enhanced !== '1.8';
}

/** Exchange Online's: https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online */
const ownQuotaOfExchange = '1.90';
/** Gmail's, with "Daily user sending limit exceeded": https://support.google.com/a/answer/3726730 */
const ownQuotaOfGmail = '4.5';

/**
 * Whether it is the sender's quota that is used up, as servers say it. SES: "Daily message quota exceeded",
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html
 */
function isOwnQuota(words: string): boolean {
  return /\bdaily (?:[\w-]+ ){0,3}(?:limit|quota)\b|\b(?:sending|message|submission) (?:limit|quota)\b|SubmissionQuotaExceeded/i.test(
    words,
  );
}

/** Reads a reply that is not its recipient's: who is refused shows by its command, and only its words tell a rate from a quota. */
function meaningOf({ code, isLater, enhanced = '', words }: Reply, failure: SmtpFailure): ReturnType<Meaning> {
  if ((!isLater && enhanced === ownQuotaOfGmail) || enhanced === ownQuotaOfExchange || isOwnQuota(words)) return 'quota';
  const isAuth = failure.code === 'EAUTH' || failure.command?.startsWith('AUTH') === true;
  if (isLater) {
    const isRate = /\brate\b|too many|slow down|throttl/i.test(words) || (/^7\./.test(enhanced) && !isAuth);
    return isRate ? 'throttled' : 'unavailable'; // 421, 45x
  }
  if (isAuth || code === 530) return 'paused'; // who we are
  if (failure.command === 'MAIL FROM') return 'paused'; // the sender's address
  return 'rejected'; // 55x of the message
}
