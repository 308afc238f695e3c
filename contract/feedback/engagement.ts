import * as z from 'zod';

/** What its reader did with an e-mail, or a machine did that fetches pictures and follows links before anybody reads it. */
export const Engagement = z.enum(['opened', 'opened_by_machine', 'clicked', 'clicked_by_machine']);
export type Engagement = z.infer<typeof Engagement>;
