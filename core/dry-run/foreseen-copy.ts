import type { Batch } from '../../contract/batches/batch.ts';
import { channelOf } from '../../contract/channels/channels.ts';
import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Actor } from '../../contract/publishing/actor.ts';
import type { Explanation } from '../../contract/publishing/notifications.ts';
import type { TenantBrand } from '../../contract/tenants/tenants.ts';
import type { Contact } from '../../contract/users/contact.ts';
import type { Priority } from '../../contract/values.ts';
import { gathersOn } from '../batches/rules/gathers-on.ts';
import type { EmailOptions } from '../channels/email/rules/email-options.ts';
import { copyOn, isOff } from '../channels/rules/behaviours.ts';
import { groupEntries } from '../digests/rules/digest-contents.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import { writeCopy as writeWorkflowCopy } from '../workflows/rules/copy.ts';
import type { Whereabouts } from '../workflows/rules/reader.ts';
import type { Copy, InboxCopy, Workflow } from '../workflows/rules/workflow.ts';

/** Writes an e-mail to somebody, in the brand of a tenant if there is one, without a link to unsubscribe. */
export type WriteEmail = (
  notification: { workflow: string; data: Record<string, unknown> } & Whereabouts,
  by: { brand?: TenantBrand | undefined },
) => { subject: string; html: string; text: string; options?: EmailOptions };

/** What is foreseen on one channel, and what was decided about it in the end. */
export type ForeseenOnChannel = {
  workflow: Workflow;
  user: Contact;
  variant: string | undefined;
  actor: Actor | undefined;
  /** What its copy is written with, where it is to read as a batch does. */
  batch?: Batch | undefined;
  /** What its tenant's e-mails look like. */
  brand?: TenantBrand | undefined;
  data: Record<string, unknown>;
  priority: Priority;
  test: boolean;
  decision: Explanation;
};

/** What is shown of what a channel would say, and the workflow's copy of which it would be sent; the latter is absent where nothing would. */
export type ForeseenCopy = { shown: DryRunChannel['copy']; copy?: Copy };

/** What a channel would say to a user. */
export function writeCopy(
  {
    workflow,
    user,
    variant,
    actor,
    batch: asBatch,
    brand,
    data,
    test,
    decision: { channel, decision, instead_of },
  }: ForeseenOnChannel,
  { writeEmail }: { writeEmail: WriteEmail },
): ForeseenCopy {
  if (isOff(workflow, channel)) return { shown: {} };
  const batch = gathersOn(workflow, channel) ? asBatch : undefined;
  const inDigest = channelOf(channel).isDigestible && decision === 'digest' && !test;
  const { copy, faults } = writeWorkflowCopy(workflow, workflow.payload.parse(data), {
    channels: [inDigest ? 'inbox' : channel],
    whereabouts: { ...whereaboutsOf(user, variant), actor, batch },
  });
  if (inDigest) return copy.inbox === undefined ? { shown: {} } : { shown: { digest: showEntry(copy.inbox) }, copy };
  const isShortened = copyOn(channel).isShortened && instead_of !== undefined; // what takes the place of something is there as far as it fits
  if (faults.length > 0 && !isShortened) return { shown: {} }; // too long for this channel, as the decision says
  const shown = copyOn(channel).show(copy, () => {
    const notification = { workflow: workflow.key, data, ...whereaboutsOf(user, variant), actor, batch };
    const { subject, html, text, options } = writeEmail(notification, { brand });
    return { subject, html, text, ...(options?.fromName !== undefined && { from_name: options.fromName }) };
  });
  return shown === undefined ? { shown: {} } : { shown: { [channel]: shown }, copy };
}

/** One entry of a digest, as it is shown where there is room. */
function showEntry(copy: InboxCopy): ForeseenCopy['shown']['digest'] {
  const { groups } = groupEntries([{ ...copy, category: 'any', createdAt: new Date(0) }]);
  const [entry] = groups.flatMap(({ items }) => items);
  return entry && { title: entry.title, ...(entry.body !== undefined && { body: entry.body }), ...linkOf(entry.url) };
}

function linkOf(url: string | undefined): { action_url?: string } {
  return url === undefined ? {} : { action_url: url };
}
