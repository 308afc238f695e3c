import type { ShownOptions } from '../../../../contract/channels/email/shown-options.ts';
import { type Attachment, bytesOf, hasContent } from './attachments.ts';
import type { EmailOptions } from './email-options.ts';
import { typeByName, typeOf } from './file-type.ts';

/** What a dry run shows of what an e-mail has beside subject and body. */
export function showOptions({ fromName, replyTo, cc, bcc, listId, headers, ...files }: EmailOptions): ShownOptions {
  const shownHeaders = { ...headers, ...(listId !== undefined && { 'List-Id': `<${listId}>` }) };
  return {
    ...(fromName !== undefined && { from_name: fromName }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
    ...(cc !== undefined && { cc }),
    ...(bcc !== undefined && { bcc }),
    ...(Object.keys(shownHeaders).length > 0 && { headers: shownHeaders }),
    ...showFiles(files),
  };
}

/** Shows files by name, type and size, those in S3 by their place alone, and an invitation by what it is called and when it is. */
function showFiles({ attachments, invitation }: Pick<EmailOptions, 'attachments' | 'invitation'>): ShownOptions {
  return {
    ...(attachments !== undefined && {
      attachments: attachments.map((file) => ({
        filename: file.filename,
        ...(hasContent(file) ? { content_type: typeOf(file), bytes: bytesOf(file) } : unread(file)),
      })),
    }),
    ...(invitation !== undefined && {
      invitation: {
        method: invitation.method ?? 'request',
        uid: invitation.uid,
        summary: invitation.summary,
        start: invitation.start,
        end: invitation.end,
      },
    }),
  };
}

/** What is known of a file that a dry run does not read. */
function unread(file: Attachment) {
  const type = typeByName(file);
  return { ...(type !== undefined && { content_type: type }), ...(file.s3 && { s3: file.s3 }) };
}
