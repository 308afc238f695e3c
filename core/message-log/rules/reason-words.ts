import type { Reason } from '../../../contract/values.ts';

/** Why a message ended as it did, in words that go behind a colon; where somebody can do something about it, what. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  preference_opted_out: 'the user does not want it on this channel',
  no_address: 'the user has no address for it',
  suppressed_bounce: 'the address is suppressed, as it bounced before',
  suppressed_complaint: 'the address is suppressed, as its owner complained before',
  suppressed_unsubscribe: 'the address is suppressed, as its owner unsubscribed',
  suppressed_manual: 'the address was suppressed by hand',
  hard_bounce: 'the address does not exist, or takes no mail',
  soft_bounce: 'the mail server did not take it, and may take others later',
  complaint: 'its reader called it spam',
  sms_opted_out:
    'the owner of the phone told the carrier to stop, and SMS go again when they text START or you lift it with their leave',
  country_blocked: 'no SMS may go to the country of the number; smsCountries and the provider say which it may',
  budget_exceeded:
    "the month's money for SMS is used up, by smsMonthlyBudgetUsd or by the provider's own limit, and either can be raised",
  price_exceeded: 'it would cost more than one SMS may; smsMaxPriceUsd and your price table say how much that is',
  unreachable: 'the phone cannot be reached; a resend may find it again',
  carrier_blocked: 'the phone or its carrier blocks it; a registered sender and plainer words get through more often',
  invalid_number: 'nobody has this number, or it takes no SMS; ask its user for another',
  throttled: 'the user has had as many as they may get, or the number has',
  already_read: 'the user has read it in the inbox',
  canceled: 'it was canceled',
  expired: 'its time was over',
  provider_rejected: 'the provider refused it',
  ambiguous_send: 'nobody can say whether the provider took it, so it is not sent again',
  gave_up: 'the provider could not be reached for hours',
  test_key: 'a test key published it',
  content_too_long: 'what it says is too long for this channel',
  connection_gone: 'none of the chat connections is there any more; connect another one',
  channel_off: 'the owner has not switched the channel on in this stage',
  condition_not_met: "the workflow's condition for this channel is not met",
  attachment_unavailable: 'a file that goes with it cannot be read, or is too large',
  batched: 'the notification of a batch tells of it',
  not_needed: 'another channel has reached the user',
  holdout: 'the user is held out of the experiment',
};
