import * as z from 'zod';

/** How pressing a notification is; decides the channels when nobody names them. */
export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof Priority>;
