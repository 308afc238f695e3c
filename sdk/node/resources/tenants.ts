import type { PutTenant, Tenant } from '../generated/api.ts';
import { List } from '../list.ts';
import type { Call, CallOptions, QueryOf } from '../operations.ts';

/** Keeps what is set for a tenant: its brand, and what its users are told of by default. */
export class Tenants {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Sets a tenant's brand and defaults, in place of what was set. It counts in a minute. */
  async put(id: string, settings: PutTenant, options?: CallOptions): Promise<Tenant> {
    return (await this.#call('putTenant', { path: { id }, body: settings }, options)).body;
  }

  /** Reads what is set for a tenant. @throws BellhopError `not_found` when nothing is. */
  async get(id: string, options?: CallOptions): Promise<Tenant> {
    return (await this.#call('readTenant', { path: { id } }, options)).body;
  }

  /** Lists the tenants for which something is set, by their ids. */
  list(query: QueryOf<'listTenants'> = {}, options?: CallOptions): List<Tenant> {
    return new List(async (cursor) => (await this.#call('listTenants', { query: { ...query, cursor } }, options)).body);
  }

  /** Forgets what is set for a tenant. Its users stay, with all that is theirs. */
  async delete(id: string, options?: CallOptions): Promise<void> {
    await this.#call('deleteTenant', { path: { id } }, options);
  }
}
