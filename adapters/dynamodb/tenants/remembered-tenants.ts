import type { TenantSettings, Tenants } from '../../../core/tenants/ports/tenants.ts';
import type { Table } from '../table/table.ts';
import { findTenant } from './tenants.ts';

/** How long a function goes by what it has read: what an owner changes counts everywhere after that. */
const seconds = 60;
const mostRemembered = 1_000;

/** Finds what is set for tenants, asking the table once a minute for each. */
export function rememberedTenants(table: Table): Pick<Tenants, 'find'> {
  const known = new Map<string, { settings: Promise<TenantSettings | undefined>; until: number }>();
  return {
    find(id) {
      const at = table.now().getTime();
      const last = known.get(id);
      if (last !== undefined && at < last.until) return last.settings;

      if (known.size >= mostRemembered) known.clear();
      const settings = findTenant(table, id, 'recent');
      known.set(id, { settings, until: at + seconds * 1000 });
      settings.catch(() => known.delete(id)); // the next one asks again
      return settings;
    },
  };
}
