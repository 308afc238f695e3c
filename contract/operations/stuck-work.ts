import * as z from 'zod';
import { DigestFrequency } from '../digests/digest-frequency.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { Channel, Instant } from '../values.ts';

/** How work gets stuck: held beyond its time, claimed by a sender and never ended, or a digest that is open after its time. */
export const StuckKind = z.enum(['held', 'claimed', 'digest']);
export type StuckKind = z.infer<typeof StuckKind>;

/** A message that is stuck, by its notification and channel, or a digest, by its user and frequency; and since when. */
export const StuckItem = z
  .strictObject({
    kind: StuckKind,
    since: Instant,
    notification: z.string().optional(),
    channel: Channel.optional(),
    tenant: tenantBeside,
    user: z.string().optional(),
    frequency: DigestFrequency.optional(),
  })
  .meta({ id: 'StuckItem' });
export type StuckItem = z.infer<typeof StuckItem>;

/** All that is known to be stuck. */
export const StuckWork = z.strictObject({ data: z.array(StuckItem) }).meta({ id: 'StuckWork' });
export type StuckWork = z.infer<typeof StuckWork>;
