import * as z from 'zod';
import { EmailAddress } from '../../../../contract/channels/email/email-address.ts';
import { besideOtherFaults } from '../../../../contract/http/refine.ts';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { Instant, WebUrl } from '../../../../contract/values.ts';

/** Somebody who invites, or is invited. */
const Person = z.strictObject({ name: singleLine(100).optional(), email: EmailAddress });

/** When it begins or ends: an instant, or, of what takes whole days, a day. */
const When = z.union([Instant, z.iso.date()], 'must be an instant like 2030-03-20T09:00:00Z, or a day like 2030-03-20');

/**
 * A meeting that an e-mail invites to, changes or cancels (iTIP, RFC 5546). The `uid` names it for good; each change of it has a higher
 * `sequence`, its cancellation too. Without an organizer it is the sender, without attendees the user.
 * Of days the end is the first that is free again, as calendars have it.
 */
export const Invitation = z
  .strictObject({
    uid: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be at most 200 characters of ASCII without spaces'),
    sequence: z.int().min(0).max(2_147_483_647).optional(),
    method: z.enum(['request', 'cancel']).optional(),
    start: When,
    end: When,
    summary: singleLine(200),
    description: multiLine(2000).optional(),
    location: singleLine(200).optional(),
    url: WebUrl.optional(),
    organizer: Person.optional(),
    attendees: z.array(Person).max(50).optional(),
  })
  .refine(({ start, end }) => !isWhen(start) || !isWhen(end) || isDay(start) === isDay(end), {
    path: ['end'],
    error: 'must be a day where the start is one, and an instant where that is one',
    ...besideOtherFaults,
  })
  .refine(({ start, end }) => !isWhen(start) || !isWhen(end) || new Date(start) < new Date(end), {
    path: ['end'],
    error: 'must be after the start',
    ...besideOtherFaults,
  });
export type Invitation = z.output<typeof Invitation>;

/** Whether a time is a whole day, and no instant. */
export function isDay(time: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(time);
}

/** Whether a value can be compared; what cannot is told as another fault. */
function isWhen(value: unknown): value is string {
  return When.safeParse(value).success;
}
