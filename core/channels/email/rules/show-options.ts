import type { ShownOptions } from '../../../../contract/channels/email/shown-options.ts';
import type { EmailOptions } from './email-options.ts';

/** What a dry run shows of what an e-mail has beside subject and body. */
export function showOptions({ fromName, replyTo, cc, bcc, listId, headers }: EmailOptions): ShownOptions {
  const shownHeaders = { ...headers, ...(listId !== undefined && { 'List-Id': `<${listId}>` }) };
  return {
    ...(fromName !== undefined && { from_name: fromName }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
    ...(cc !== undefined && { cc }),
    ...(bcc !== undefined && { bcc }),
    ...(Object.keys(shownHeaders).length > 0 && { headers: shownHeaders }),
  };
}
