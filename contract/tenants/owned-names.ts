import * as z from 'zod';

/**
 * What a name names that a tenant has for itself. `recipient`: a user, or a topic's room. `mentioned`: a user as the caller named them, who
 * may be nobody's. Of `notification` and `request` the id does not say whose it is.
 */
export type OwnedKind =
  | 'schedule'
  | 'user'
  | 'recipient'
  | 'mentioned'
  | 'topic'
  | 'cancellation-key'
  | 'notification'
  | 'request';

/**
 * The schemas whose values are a tenant's own: in a call they are made the names that are used inside, and in its answer made the caller's
 * again (`lambdas/shell/tenants`). A schema that is made of one of them is of its kind.
 */
export const ownedNames = z.registry<{ kind: OwnedKind }>();
