import * as z from 'zod';

/**
 * What a form of the unsubscribe page sends. Anything else, an empty body included, unsubscribes: mail programs post
 * `List-Unsubscribe=One-Click` (RFC 8058), and must succeed however they spell it.
 */
export const UnsubscribeForm = z.object({ action: z.literal('resubscribe').optional().catch(undefined) });
export type UnsubscribeForm = z.infer<typeof UnsubscribeForm>;
