import * as z from 'zod';
import { addressFields } from '../../../contract/channels/channels.ts';
import { Channel, MessageStatus } from '../../../contract/values.ts';
import { FaultyProvider } from '../../emulators/providers/faults.ts';

/** How the console shows a channel. */
export const ListedChannel = z.strictObject({
  name: Channel,
  title: z.string(),
  /** What many of its messages are called. */
  many: z.string(),
  /** Its drawing in `elements/icons.svg`; a plain one where it has none of its own. */
  icon: z.string(),
  is_sent: z.boolean(),
  is_held_at_night: z.boolean(),
  can_bounce: z.boolean(),
  /** Those that a message passes when all goes well. */
  usual_statuses: z.array(MessageStatus),
  /** The field of a user that holds their address, and what goes into it. */
  address: z.strictObject({ field: z.string(), noun: z.string(), wanted: z.string(), is_list: z.boolean() }).optional(),
  queues: z.array(z.strictObject({ name: z.string(), title: z.string() })),
  /** Who sends its messages in this stage. */
  provider: z.strictObject({ name: z.string(), title: z.string() }).optional(),
  /** Every provider that it may have: faults can be scripted for each. */
  providers: z.array(z.strictObject({ name: FaultyProvider, title: z.string() })),
});

/** A user, and the addresses that each channel has of them. */
export const User = z.strictObject({
  id: z.string(),
  ...addressFields('kept'),
  locale: z.string().optional(),
  timezone: z.string().optional(),
});
