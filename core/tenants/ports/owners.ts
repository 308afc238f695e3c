import type { Tenant } from '../rules/owned.ts';

/** Whose things are whose ids do not say it: notifications (`ntf_…`) and requests (`req_…`). */
export interface Owners {
  /** The tenant of what an id names, without one for the stage's own; nothing when there is no such thing, or none yet. */
  find(id: string): Promise<{ tenant?: Exclude<Tenant, undefined> } | undefined>;
}
