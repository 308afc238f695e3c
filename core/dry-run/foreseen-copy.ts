import { channelOf } from '../../contract/channels/channels.ts';
import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { Contact } from '../../contract/publishing/publish.ts';
import type { Priority } from '../../contract/values.ts';
import { copyOn } from '../channels/rules/behaviours.ts';
import { type SmsPricing, smsCost } from '../channels/sms/rules/sms-price.ts';
import { groupEntries } from '../digests/rules/digest-contents.ts';
import { writeCopy as writeWorkflowCopy } from '../workflows/rules/copy.ts';
import type { Whereabouts } from '../workflows/rules/reader.ts';
import type { InboxCopy, Workflow } from '../workflows/rules/workflow.ts';

/** Writes an e-mail to somebody, without a link to unsubscribe. */
export type WriteEmail = (notification: { workflow: string; data: Record<string, unknown> } & Whereabouts) => {
  subject: string;
  html: string;
  text: string;
};

/** What is foreseen on one channel, and what was decided about it in the end. */
export type ForeseenOnChannel = {
  workflow: Workflow;
  user: Contact;
  data: Record<string, unknown>;
  priority: Priority;
  test: boolean;
  decision: Explanation;
};

type DryRunCopy = DryRunChannel['copy'];

const emailUsd = 0.0001; // SES: $0.10 per thousand, https://aws.amazon.com/ses/pricing/

/** What a channel would say to a user. */
export function writeCopy(
  { workflow, user, data, test, decision: { channel, decision, instead_of } }: ForeseenOnChannel,
  { writeEmail }: { writeEmail: WriteEmail },
): DryRunCopy {
  const inDigest = channelOf(channel).isDigestible && decision === 'digest' && !test;
  const { copy, faults } = writeWorkflowCopy(workflow, workflow.payload.parse(data), {
    channels: [inDigest ? 'inbox' : channel],
    whereabouts: user,
  });
  if (inDigest) return copy.inbox === undefined ? {} : { digest: writeEntry(copy.inbox) };
  const isShortened = copyOn(channel).isShortened && instead_of !== undefined; // what takes the place of something is there as far as it fits
  if (faults.length > 0 && !isShortened) return {}; // too long for this channel, as the decision says
  const shown = copyOn(channel).show(copy, () => {
    const { subject, html, text } = writeEmail({ workflow: workflow.key, data, locale: user.locale, timezone: user.timezone });
    return { subject, html, text };
  });
  return shown === undefined ? {} : { [channel]: shown };
}

/** What providers take for it, in US dollars, about. */
export function costOf({ email, digest, sms }: DryRunCopy, { phone }: Contact, prices: SmsPricing): number {
  if (email !== undefined || digest !== undefined) return emailUsd;
  return sms === undefined || phone === undefined ? 0 : smsCost({ number: phone, segments: sms.segments }, prices) / 1e6;
}

/** One entry of a digest, as it is shown where there is room. */
function writeEntry(copy: InboxCopy): DryRunCopy['digest'] {
  const { groups } = groupEntries([{ ...copy, category: 'any', createdAt: new Date(0) }]);
  const [entry] = groups.flatMap(({ items }) => items);
  return entry && { title: entry.title, ...(entry.body !== undefined && { body: entry.body }), ...linkOf(entry.url) };
}

function linkOf(url: string | undefined): { action_url?: string } {
  return url === undefined ? {} : { action_url: url };
}
