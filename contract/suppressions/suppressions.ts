import * as z from 'zod';
import { EmailAddress } from '../channels/email/email-address.ts';
import { PhoneNumber } from '../channels/sms/phone-number.ts';
import { Cursor, Limit } from '../http/cursor.ts';
import { Instant, NotificationId } from '../values.ts';

/** Why nothing may be sent to an address. `opt_out`: the phone's owner told the carrier to stop. */
export const SuppressionReason = z.enum(['bounce', 'complaint', 'unsubscribe', 'manual', 'opt_out']);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** Who said so: what the mail or SMS provider reported, or a call of the API. */
export const SuppressionSource = z.enum(['provider', 'api']);
export type SuppressionSource = z.infer<typeof SuppressionSource>;

/** An e-mail address or a phone number. */
export const Address = z.union([EmailAddress, PhoneNumber], 'must be an e-mail address or a phone number');

/** An address that nothing is sent to, and why. */
export const SuppressionAnswer = z
  .strictObject({
    address: z.string().meta({ example: 'ada@example.com' }),
    reason: SuppressionReason,
    source: SuppressionSource,
    notification: NotificationId.optional(),
    created_at: Instant,
  })
  .meta({ id: 'Suppression' });
export type SuppressionAnswer = z.infer<typeof SuppressionAnswer>;

/** An address to send nothing to; only what nobody else can report is set by hand. */
export const NewSuppression = z
  .strictObject({ address: Address, reason: z.literal('manual').default('manual') })
  .meta({ id: 'NewSuppression' });
export type NewSuppression = z.infer<typeof NewSuppression>;

/** Which part of the list to read. */
export const SuppressionQuery = z.strictObject({
  reason: SuppressionReason.meta({
    description: 'Only those of this reason; a page may then be short and have a `next_cursor`',
  }).optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type SuppressionQuery = z.infer<typeof SuppressionQuery>;

/** A page of the suppressions, newest first. */
export const SuppressionPage = z
  .strictObject({ data: z.array(SuppressionAnswer), next_cursor: Cursor.optional() })
  .meta({ id: 'SuppressionPage' });
export type SuppressionPage = z.infer<typeof SuppressionPage>;
