import * as z from 'zod';

/** Where a message stands. It only moves forward; see `core/delivery/rules/message-status.ts`. */
export const MessageStatus = z.enum([
  'scheduled',
  'digesting',
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'unknown',
  'suppressed',
  'skipped',
  'canceled',
  'expired',
  'simulated',
]);
export type MessageStatus = z.infer<typeof MessageStatus>;
