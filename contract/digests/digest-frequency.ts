import * as z from 'zod';
import { frequencyNames } from './frequencies.ts';

/** How often a digest goes. */
export const DigestFrequency = z.enum(frequencyNames());
export type DigestFrequency = z.infer<typeof DigestFrequency>;

/** How e-mails of a category go: each at once, or many in one. */
export const EmailFrequency = z.enum(['immediate', ...DigestFrequency.options]);
export type EmailFrequency = z.infer<typeof EmailFrequency>;
