import type { TenantBrand } from '../../contract/tenants/tenants.ts';
import { type Brand, brand } from '../brand.ts';

/**
 * The brand with what a tenant has in place of yours: its name, and with that its logo, its inbox and the sender's name, there or not. Your
 * colours and postal address stay where it has none; words are yours.
 */
export function brandOfTenant(tenant: TenantBrand): Brand {
  const { logoUrl: _logo, inboxUrl: _inbox, fromName: _from, ...yours } = brand;
  const { name, colour, address } = tenant;
  const { colour_on_dark: colourOnDark, logo_url: logoUrl, inbox_url: inboxUrl, from_name: fromName } = tenant;
  return {
    ...yours,
    name,
    ...(colour !== undefined && { colour }),
    ...(colourOnDark !== undefined && { colourOnDark }),
    ...(logoUrl !== undefined && { logoUrl }),
    ...(inboxUrl !== undefined && { inboxUrl }),
    ...(fromName !== undefined && { fromName }),
    ...(address !== undefined && { address }),
  };
}
