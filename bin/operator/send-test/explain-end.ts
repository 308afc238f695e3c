import { channelOf } from '../../../contract/channels/channels.ts';
import type { MessageAnswer } from '../../../contract/publishing/notifications.ts';
import type { Channel, Reason } from '../../../contract/values.ts';

/** How a test ended: it reached its recipient, is still under way, or never will. */
export type TestEnd = { outcome: 'reached' | 'under-way' | 'not-reached'; words: string };

/** What became of a message, in words for who did not write the system. `because` is what dispatch said. */
export function explainEnd(message: MessageAnswer | undefined, because?: string): TestEnd {
  if (message === undefined)
    return { outcome: 'under-way', words: 'It was accepted, but not dispatched yet: the ingest queue is not worked off.' };

  const why = because === undefined ? '' : ` ${capital(because)}.`;
  switch (message.status) {
    case 'delivered':
      return { outcome: 'reached', words: 'It arrived.' };
    case 'sent':
      return mayEndSent(message.channel)
        ? { outcome: 'reached', words: 'The provider has taken it, and has not reported more (docs/sms-receipts.md).' }
        : { outcome: 'under-way', words: 'The provider has taken it, but has not reported that it arrived.' };
    case 'queued':
    case 'sending':
      return { outcome: 'under-way', words: 'It still waits to be sent.' };
    case 'scheduled':
    case 'digesting':
      return { outcome: 'under-way', words: `It is held.${why}` };
    case 'skipped':
      return { outcome: 'not-reached', words: `${wordsFor(message)}${why}` };
    default:
      return { outcome: 'not-reached', words: wordsFor(message) };
  }
}

/** Whether nothing more is told of a message of a channel that was sent, unless the owner has switched receipts on. */
export function mayEndSent(channel: Channel): boolean {
  return channelOf(channel).usualStatuses.at(-1) === 'sent';
}

function wordsFor({ status, reason }: MessageAnswer): string {
  return reason === undefined ? `It ended ${status}.` : reasons[reason];
}

const reasons: Readonly<Record<Reason, string>> = {
  preference_opted_out: 'The user does not want it, or has not asked for it where the workflow or the stage wants that (optIn).',
  no_address: 'There is no address on this channel.',
  suppressed_bounce:
    'The address is suppressed: an earlier e-mail bounced. Lift it with DELETE /v1/suppressions/{address} if it is good again.',
  suppressed_complaint: 'The address is suppressed: somebody there has called an e-mail spam. Ask them before you lift it.',
  suppressed_unsubscribe: 'The address is suppressed: somebody there has unsubscribed.',
  suppressed_manual: 'The address is suppressed: somebody has put it on the list by hand.',
  hard_bounce: 'The mail server says that there is no such mailbox. The address is suppressed from now on.',
  soft_bounce: 'The mail server would not take it for now, and the provider has given up.',
  complaint: 'It arrived, and was called spam.',
  sms_opted_out: 'The owner of the number has told the carrier to stop: only they can undo it.',
  channel_off: 'The stage has this channel off: set it to on in bellhop.config.ts and deploy.',
  holdout: 'The user is held out of an experiment of this workflow. Test with a test key, or with another user.',
  condition_not_met: "The workflow's condition for this channel (when) is not met: its data or its user says so.",
  country_blocked: 'SMS may not go to this country: smsCountries does not name it, or the number is a premium one.',
  budget_exceeded: "The month's money for SMS is spent: ours (smsMonthlyBudgetUsd), or what AWS allows the account.",
  price_exceeded: 'One to this number costs more than smsMaxPriceUsd allows.',
  unreachable: 'The phone, or its carrier, could not be reached.',
  carrier_blocked: 'The phone or its carrier blocks it. A registered sender and plainer words get through more often.',
  invalid_number: 'Nobody has this number, or it takes no SMS.',
  throttled: 'Too many have gone to this recipient, or its range of numbers, in the last hour or day.',
  already_read: 'The inbox item was read before.',
  canceled: 'It was canceled.',
  expired: 'It was of no use any more when it could have gone.',
  provider_rejected: 'The provider would not take it; its steps above say why.',
  ambiguous_send: 'The provider did not answer: it may have arrived or not, and is not sent again.',
  gave_up: 'It was tried for hours, and given up.',
  content_too_long: 'What the workflow says is too long for this channel: its explanation says by how much.',
  test_key: 'It was sent with a test key, which sends nothing.',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
}
