import * as z from 'zod';

/**
 * How a message of ours says which readers it is for. A reader takes any `version` that it knows and ignores fields that it does not:
 * during an upgrade, and after a rollback, versions write to each other. Raised for what an older reader must not work on.
 * See docs/decisions/0095.
 */
export const version = z.literal(1);
