import { chatDryRun } from '../../../core/channels/chat/chat-dry-run.ts';
import { emailDryRun } from '../../../core/channels/email/email-dry-run.ts';
import { pushDryRun } from '../../../core/channels/push/push-dry-run.ts';
import type { SmsTerms } from '../../../core/channels/sms/admit-sms.ts';
import type { SmsMeter } from '../../../core/channels/sms/ports/sms-meter.ts';
import { smsDryRun } from '../../../core/channels/sms/sms-dry-run.ts';
import { renderEmail } from '../../../workflows/render-email.ts';

/** What a dry run takes of the channels, on these terms, as its handler puts it together. */
export function channelDeps(meter: Pick<SmsMeter, 'decide'>, terms: SmsTerms) {
  const senders = { email: emailDryRun, chat: chatDryRun, sms: smsDryRun({ meter, terms }), push: pushDryRun };
  const providerOrders = { email: ['ses'], sms: ['sns'] } as const;
  return { senders, providerOrders, smsCountries: terms.countries, writeEmail: renderEmail };
}
