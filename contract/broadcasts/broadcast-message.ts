import * as z from 'zod';
import { run } from '../publishing/run.ts';
import { OwnedUserId } from '../tenants/owned-ids.ts';
import { TenantId } from '../tenants/tenant-id.ts';
import { Audience, RatePerMinute } from './audience.ts';

/** One workflow run for all users of an audience, or for those that come after one; becomes one `notify` message each, page by page. */
export const BroadcastMessage = z.object({
  type: z.literal('broadcast'),
  ...run,
  audience: Audience,
  /** Whose users are looked at; absent: the stage's own. */
  tenant: TenantId.optional(),
  ratePerMinute: RatePerMinute.optional(),
  after: OwnedUserId.optional(),
  /** How many notifications lie in parts of the request that are full. */
  before: z.int().min(0).optional(),
  /** How many lie in the part behind these, which is filled up first. */
  inPart: z.int().min(0).optional(),
  /** How many users have been looked at. */
  lookedAt: z.int().min(0).optional(),
});
export type BroadcastMessage = z.infer<typeof BroadcastMessage>;
