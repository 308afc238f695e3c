import * as z from 'zod';
import { Cursor } from '../http/cursor.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { Channel, NotificationId } from '../values.ts';
import { CancellationKey } from './cancellation-key.ts';

/** What to cancel: one notification, or all that were published with a key. With `cursor`, those that an answer left over. */
export const CancelRequest = z
  .strictObject({
    id: NotificationId.optional(),
    cancellation_key: CancellationKey.optional(),
    cursor: Cursor.optional(),
  })
  .refine(({ id, cancellation_key }) => (id === undefined) !== (cancellation_key === undefined), {
    path: ['cancellation_key'],
    error: 'must be given, or else id; not both',
    ...besideOtherFaults,
  })
  .refine(({ id, cursor }) => id === undefined || cursor === undefined, {
    path: ['cursor'],
    error: 'goes with cancellation_key only',
    ...besideOtherFaults,
  })
  .meta({
    oneOf: [
      { required: ['id'], properties: { cancellation_key: false, cursor: false } },
      { required: ['cancellation_key'], properties: { id: false } },
    ],
    id: 'CancelRequest',
    example: { cancellation_key: 'repair:R-1042' },
  });
export type CancelRequest = z.infer<typeof CancelRequest>;

/** A notification and some of its channels. Without channels: it was not dispatched yet, and will be on none. */
export const CanceledNotification = z
  .strictObject({ id: NotificationId, channels: z.array(Channel).optional() })
  .meta({ id: 'CanceledNotification' });
export type CanceledNotification = z.infer<typeof CanceledNotification>;

/**
 * What will never be sent, and what has been, or may have been. What was skipped or has expired is in neither list. There is more to
 * cancel when there is a `next_cursor`.
 */
export const CancelAnswer = z
  .strictObject({
    canceled: z.array(CanceledNotification),
    too_late: z.array(CanceledNotification),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'CancelAnswer' });
export type CancelAnswer = z.infer<typeof CancelAnswer>;
