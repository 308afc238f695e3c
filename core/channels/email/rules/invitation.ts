import * as z from 'zod';
import { EmailAddress } from '../../../../contract/channels/email/email-address.ts';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { Instant, WebUrl } from '../../../../contract/values.ts';

/** Somebody who invites, or is invited. */
const Person = z.strictObject({ name: singleLine(100).optional(), email: EmailAddress });

/**
 * A meeting that an e-mail invites to, changes or cancels (iTIP, RFC 5546). The `uid` names it for good; each change of it has a higher
 * `sequence`, its cancellation too. Without an organizer it is the sender, without attendees the user.
 */
export const Invitation = z
  .strictObject({
    uid: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be at most 200 characters of ASCII without spaces'),
    sequence: z.int().min(0).max(2_147_483_647).optional(),
    method: z.enum(['request', 'cancel']).optional(),
    start: Instant,
    end: Instant,
    summary: singleLine(200),
    description: multiLine(2000).optional(),
    location: singleLine(200).optional(),
    url: WebUrl.optional(),
    organizer: Person.optional(),
    attendees: z.array(Person).max(50).optional(),
  })
  .refine(({ start, end }) => new Date(start) < new Date(end), { path: ['end'], message: 'must be after the start' });
export type Invitation = z.output<typeof Invitation>;
