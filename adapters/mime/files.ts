import { typeOf } from '../../core/channels/email/rules/file-type.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';
import { invitationType, writeInvitation } from './invitation.ts';
import type { Sender } from './mailbox.ts';

/** A file of an e-mail as a provider takes it: its content in base64, its type in full. */
export type MailFile = { filename: string; type: string; content: string; contentId?: string | undefined };

/** The files of an e-mail; an invitation is one as well, for programs that read no other part of the e-mail. */
export function filesOf(email: Email, sender: Sender): MailFile[] {
  const { attachments = [], invitation } = email;
  const files = attachments.map((file) => ({ ...file, type: typeOf(file) }));
  if (invitation === undefined) return files;
  const content = Buffer.from(writeInvitation({ ...email, invitation }, sender)).toString('base64');
  return [...files, { filename: 'invite.ics', type: invitationType(invitation), content }];
}
