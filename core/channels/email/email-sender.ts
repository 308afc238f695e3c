import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { TenantBrand } from '../../../contract/tenants/tenants.ts';
import type { ProviderOrder } from '../../delivery/choose-provider.ts';
import { type PauseDeps, recordPause, recordUnverified } from '../../delivery/enforce-pause.ts';
import type { ChannelSender } from '../../delivery/ports/channel-sender.ts';
import type { Email, EmailProvider, ProviderAnswer } from '../../delivery/ports/providers.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { Suppressions } from '../../suppressions/ports/suppressions.ts';
import { type FindTenantDeps, findTenantOf } from '../../tenants/find-tenant.ts';
import { checkUnsubscribe, type UnsubscribeDeps, unsubscribeUrlOf } from './check-unsubscribe.ts';
import { leaveOutCopies } from './leave-out-copies.ts';
import { type ReadFilesDeps, readFiles } from './read-files.ts';
import type { TakeRoom } from './room-for-files.ts';
import { hasContent, isStored, type StoredFile } from './rules/attachments.ts';
import { copiesOf, countRecipients } from './rules/copies.ts';
import type { EmailOptions } from './rules/email-options.ts';

/**
 * Writes a notification's e-mail, with a link to unsubscribe where there is one, and in the brand of its tenant if that has one.
 * May throw when the workflow is gone or no longer takes the data.
 */
export type RenderEmail = (
  notification: NotificationRecord,
  by: Pick<Email, 'unsubscribeUrl'> & { brand?: TenantBrand | undefined },
) => Pick<Email, 'subject' | 'html' | 'text'> & { options?: EmailOptions };

export type EmailSenderDeps = PauseDeps &
  UnsubscribeDeps &
  ReadFilesDeps &
  FindTenantDeps & {
    suppressions: Pick<Suppressions, 'find'>;
    emailProvider: EmailProvider;
    renderEmail: RenderEmail;
    order?: ProviderOrder;
    /** Absent where memory is no matter. */
    takeRoom?: TakeRoom;
  };

/** An e-mail, the files that are not in it yet, and what its timeline says of its copies. */
type RenderedEmail = { units: number; email: Email; stored: StoredFile[]; attempts: number; said?: string | undefined };

/** How one e-mail is sent; `secret` signs its links to unsubscribe. */
export function emailSender(secret: Uint8Array, deps: EmailSenderDeps): ChannelSender<RenderedEmail> {
  let brand: TenantBrand | undefined;
  return {
    askAgain: (notification) => checkUnsubscribe(notification, deps),
    async prepare({ userId }) {
      brand = (await findTenantOf(userId, deps))?.brand;
    },
    render({ notification, address, attempts, dueAt }) {
      const unsubscribeUrl = unsubscribeUrlOf(notification, secret, deps);
      const { options, ...copy } = deps.renderEmail(notification, { unsubscribeUrl, brand });
      const at = dueAt ?? notification.createdAt;
      const track = deps.workflows.get(notification.workflow)?.trackEmail;
      const own = { ...copy, notificationId: notification.id, to: address, at, unsubscribeUrl, ...(track && { track }) };
      if (options === undefined) return { units: 1, email: own, stored: [], attempts };
      const { attachments = [], ...others } = options;
      const files = attachments.length > 0 && { attachments: attachments.filter(hasContent) };
      const email = { ...others, ...files, ...own, ...copiesOf(options, address) };
      return { units: countRecipients(email), email, stored: attachments.filter(isStored), attempts };
    },
    async admit(content) {
      if (content.stored.length > 0) {
        const read = await readFiles(content.stored, content.email.attachments, deps);
        if ('reason' in read) return read;
        content.email = { ...content.email, attachments: read.files };
      }
      if (content.units === 1) return undefined;
      const { email, said } = await leaveOutCopies(content.email, deps);
      Object.assign(content, { email, said, units: countRecipients(email) }); // what was rendered goes without those
      return undefined;
    },
    send: ({ email, attempts }, _, by) => sendAndLearn({ email, attempts, by }, deps),
  };
}

type Sending = { email: Email; attempts: number; by: ProviderName | undefined };

async function sendAndLearn({ email, attempts, by }: Sending, deps: EmailSenderDeps): Promise<ProviderAnswer> {
  const letters = email.attachments?.reduce((sum, { content }) => sum + content.length, 0) ?? 0;
  const giveBack = letters === 0 ? undefined : await deps.takeRoom?.(letters);
  const answer = await deps.emailProvider.send(email, by).finally(giveBack);
  const isOnlyOne = (deps.order?.names.length ?? 1) === 1; // of several each is paused by itself
  try {
    if (isOnlyOne) await recordPause('email', answer, deps);
    await recordUnverified(answer, attempts, deps);
  } catch {
    // the next answer teaches the same; this one must not be lost over it
  }
  return answer;
}
