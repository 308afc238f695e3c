import * as z from 'zod';

/** What has no meaning in the local system: nothing behaves differently without it. */
export const notHere = z.unknown().optional();
