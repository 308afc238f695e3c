import type { TenantBrand, TenantPreferences } from '../../../contract/tenants/tenants.ts';

/** What is set for a tenant. */
export type TenantSettings = {
  id: string;
  brand?: TenantBrand | undefined;
  preferences?: TenantPreferences | undefined;
  createdAt: Date;
  updatedAt: Date;
};

/** Where it is kept what owners set for tenants. */
export interface Tenants {
  /** What is set for a tenant; nothing where nothing is. */
  find(id: string): Promise<TenantSettings | undefined>;
  /** Puts it in the place of what was set, and answers it; it was created when the first was. */
  put(settings: TenantSettings): Promise<TenantSettings>;
  /** Forgets it; answers whether anything was set. */
  remove(id: string): Promise<boolean>;
  /** Reads a page by ids, behind one of them. */
  list(page: { after?: string | undefined; limit: number }): Promise<{ tenants: TenantSettings[]; next?: string }>;
}
