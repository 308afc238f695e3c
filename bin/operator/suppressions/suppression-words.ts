import type { SuppressionAnswer, SuppressionReason } from '../../../contract/suppressions/suppressions.ts';

const because: Readonly<Record<SuppressionReason, string>> = {
  bounce: 'an e-mail to it bounced: there is no such mailbox, or there was none then',
  complaint: 'somebody there called an e-mail spam: ask them before you lift it',
  unsubscribe: 'somebody there has unsubscribed',
  manual: 'somebody put it on the list by hand',
  opt_out: "the phone's owner told the carrier to stop: they undo that by texting START",
};

/** Since when an address is suppressed, and why, as a sentence. */
export function describeSuppression(
  name: string,
  { reason, created_at, notification }: Omit<SuppressionAnswer, 'address'>,
): string {
  const by = notification === undefined ? '' : ` (${notification})`;
  return `${name} is suppressed since ${created_at}, as ${because[reason]}${by}. Nothing is sent to it.`;
}
