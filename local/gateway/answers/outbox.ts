import * as z from 'zod';
import { Channel, Instant } from '../../../contract/values.ts';
import { FaultyProvider } from '../../emulators/providers/faults.ts';

/** What was sent on any channel. `subject`, `html` and `headers`: of what is more than a text. */
export const OutboxEntry = z.strictObject({
  id: z.string(),
  channel: Channel,
  provider: FaultyProvider.optional(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  subject: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  attachments: z.array(z.strictObject({ filename: z.string(), content_type: z.string(), bytes: z.int() })).optional(),
  tags: z.record(z.string(), z.string()),
  notification_id: z.string().optional(),
  outcome: z.enum(['delivered', 'bounced', 'complained', 'suppressed', 'out_of_office']),
  sent_at: Instant,
});
