import * as z from 'zod';
import { EmailAddress } from '../../../../contract/channels/email/email-address.ts';
import { besideOtherFaults } from '../../../../contract/http/refine.ts';
import { singleLine } from '../../../../contract/text.ts';
import { Attachments } from './attachments.ts';
import { EmailHeaders } from './email-headers.ts';
import { Invitation } from './invitation.ts';

/** In cc and bcc together: SES takes 50 recipients an e-mail, and each counts against its rate. */
const mostCopies = 20;

const Addresses = z.array(EmailAddress).max(mostCopies);

/** A list's name as RFC 2919 has it, without the words before it: `repairs.example.com`. */
const ListId = z
  .string()
  .regex(/^[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,8}$/, 'must be a list id, like repairs.example.com');

/** What an e-mail has beside its subject and its body. */
export const EmailOptions = z
  .strictObject({
    fromName: singleLine(100).optional(),
    replyTo: EmailAddress.optional(),
    cc: Addresses.optional(),
    bcc: Addresses.optional(),
    listId: ListId.optional(),
    headers: EmailHeaders.optional(),
    attachments: Attachments.optional(),
    invitation: Invitation.optional(),
  })
  .refine(({ cc, bcc }) => countOf(cc) + countOf(bcc) <= mostCopies, {
    path: ['bcc'],
    error: `must be at most ${mostCopies} with those in cc`,
    ...besideOtherFaults,
  });
export type EmailOptions = z.output<typeof EmailOptions>;

/** How many a list has; what is none is told as another fault. */
function countOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
