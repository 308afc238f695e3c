import type { TenantSettings, Tenants } from '../../../core/tenants/ports/tenants.ts';

/** Keeps what owners set for tenants in memory. */
export function memoryTenants(): Tenants {
  const byId = new Map<string, TenantSettings>();
  return {
    async find(id) {
      return structuredClone(byId.get(id));
    },

    async put(settings) {
      const { createdAt } = byId.get(settings.id) ?? settings;
      const kept = structuredClone({ ...settings, createdAt });
      byId.set(settings.id, kept);
      return structuredClone(kept);
    },

    async remove(id) {
      return byId.delete(id);
    },

    async list({ after = '', limit }) {
      const behind = [...byId.values()].filter(({ id }) => id > after).sort((one, other) => (one.id < other.id ? -1 : 1));
      const tenants = behind.slice(0, limit);
      const last = behind.length > limit ? tenants.at(-1) : undefined;
      return { tenants: structuredClone(tenants), ...(last && { next: last.id }) };
    },
  };
}
