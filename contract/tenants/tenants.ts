import * as z from 'zod';
import { byChannel } from '../channels/channels.ts';
import { EmailFrequency } from '../digests/digest-frequency.ts';
import { Cursor, Limit } from '../http/cursor.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { Preference } from '../preferences/preferences.ts';
import { singleLine } from '../text.ts';
import { Category, Instant, WebUrl } from '../values.ts';
import { TenantId } from './tenant-id.ts';

const Colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour, like #0f766e')
  .meta({ example: '#0f766e' });

/** How a tenant's e-mails and page to unsubscribe look, and who they are from: in place of the same in `workflows/brand.ts`. */
export const TenantBrand = z
  .strictObject({
    name: singleLine(100).meta({ example: 'Acme' }),
    colour: Colour.optional().meta({ description: 'Of buttons and links on white; what cannot be read there is refused' }),
    colour_on_dark: Colour.optional().meta({ description: 'The same on a dark background' }),
    logo_url: WebUrl.regex(/^https:/, 'must be an https URL')
      .optional()
      .meta({ description: 'A PNG, 80 pixels high, shown at half that size' }),
    inbox_url: WebUrl.optional().meta({ description: "Where the tenant's users find their inbox: what digests link to" }),
    from_name: singleLine(100).optional().meta({ description: 'The name beside the address that e-mails come from' }),
    address: z
      .array(singleLine(100))
      .min(1)
      .max(6)
      .optional()
      .meta({
        description: "The tenant's postal address, line by line: at the foot of e-mails and of the page to unsubscribe",
        example: ['Acme Ltd', '2 Example Street', 'Leeds LS1 1AA'],
      }),
  })
  .refine(({ colour, colour_on_dark: onDark }) => (colour === undefined) === (onDark === undefined), {
    path: ['colour_on_dark'],
    error: 'goes with colour: give both, or neither',
    ...besideOtherFaults,
  })
  .meta({ id: 'TenantBrand' });
export type TenantBrand = z.infer<typeof TenantBrand>;

/** What goes to a tenant's users who have not chosen, by category: in place of what workflows and the stage say. */
export const TenantPreferences = z
  .strictObject({
    categories: z.record(
      Category,
      z.strictObject({ ...byChannel(() => Preference.optional()), digest: EmailFrequency.optional() }),
    ),
  })
  .meta({ id: 'TenantPreferences', example: { categories: { repairs: { sms: 'opted_out', digest: 'daily' } } } });
export type TenantPreferences = z.infer<typeof TenantPreferences>;

/** All that is set for a tenant; it takes the place of what was set before. */
export const PutTenant = z
  .strictObject({ brand: TenantBrand.optional(), preferences: TenantPreferences.optional() })
  .meta({ id: 'PutTenant', example: { brand: { name: 'Acme', colour: '#0f766e', colour_on_dark: '#5eead4' } } });
export type PutTenant = z.infer<typeof PutTenant>;

/** What is set for a tenant. */
export const TenantAnswer = z
  .strictObject({ id: TenantId, ...PutTenant.shape, created_at: Instant, updated_at: Instant })
  .meta({ id: 'Tenant' });
export type TenantAnswer = z.infer<typeof TenantAnswer>;

/** Which part of the list to read. */
export const TenantQuery = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export type TenantQuery = z.infer<typeof TenantQuery>;

/** A page of the tenants for which something is set, by their ids. */
export const TenantPage = z
  .strictObject({ data: z.array(TenantAnswer), next_cursor: Cursor.optional() })
  .meta({ id: 'TenantPage' });
export type TenantPage = z.infer<typeof TenantPage>;
