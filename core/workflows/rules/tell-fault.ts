import { inWords } from '../../../contract/schema-words.ts';

/** How zod tells a fault: in our words, beside the value that the owner wrote. */
export const told = { error: inWords, reportInput: true } as const;

/** Tells a fault in a line: where it is, what is wrong, and the value where that is short. */
export function tell(path: PropertyKey[], { message, input }: { message: string; input?: unknown }): string {
  const value = ['string', 'number', 'boolean'].includes(typeof input) ? ` (it is ${JSON.stringify(input)})` : '';
  return `${path.map(String).join('.')}: ${message}${value}`;
}
