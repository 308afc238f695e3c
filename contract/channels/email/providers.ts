import * as z from 'zod';

/** Every e-mail provider there is: what each needs to send lies in `adapters/providers/`. */
export const EmailProviderName = z.enum(['ses']);
export type EmailProviderName = z.infer<typeof EmailProviderName>;
