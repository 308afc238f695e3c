import * as z from 'zod';
import { addressFields } from '../channels/channels.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { Instant, UserId } from '../values.ts';
import { addressLists } from './addresses.ts';
import { Contact } from './contact.ts';

/** A user as the app's server sees them. */
export const UserAnswer = z
  .strictObject({
    tenant: tenantBeside,
    id: UserId,
    ...Contact.shape,
    ...addressFields('kept'),
    ...addressLists('kept'),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'User' });
export type UserAnswer = z.infer<typeof UserAnswer>;

/** A token for the user's browser: send it as `Authorization: Bearer …` to `/v1/me/*`. */
export const TokenAnswer = z
  .strictObject({
    token: z.string().meta({ example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl' }),
    expires_at: Instant,
  })
  .meta({ id: 'Token' });
export type TokenAnswer = z.infer<typeof TokenAnswer>;
