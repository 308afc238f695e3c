import type { NewSuppression, Suppression } from '../generated/api.ts';
import { List } from '../list.ts';
import type { Call, CallOptions, QueryOf } from '../operations.ts';

/** Keeps the addresses that nothing is sent to. */
export class Suppressions {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Lists suppressed addresses, newest first. */
  list(query: QueryOf<'listSuppressions'> = {}, options?: CallOptions): List<Suppression> {
    return new List(async (cursor) => (await this.#call('listSuppressions', { query: { ...query, cursor } }, options)).body);
  }

  /** Sends nothing more to an address. */
  async add(suppression: NewSuppression, options?: CallOptions): Promise<Suppression> {
    return (await this.#call('addSuppression', { body: suppression }, options)).body;
  }

  /** Lets the stage send to an address again; answers what stood against it, unless that answer was lost. */
  async remove(address: string, options?: CallOptions): Promise<Suppression | undefined> {
    return (await this.#call('removeSuppression', { path: { address } }, options)).body;
  }
}
