import * as z from 'zod';

/** Which service a connection leads to. */
export const ChatKind = z.enum(['slack', 'teams', 'discord', 'webhook']);
export type ChatKind = z.infer<typeof ChatKind>;
