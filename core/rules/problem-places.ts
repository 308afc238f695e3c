import type * as z from 'zod';
import type { ProblemPlace } from '../../contract/problems.ts';
import { escapePointer } from './parse-json.ts';

/** The wrong places that zod found, as pointers under `prefix`. Only zod's words, never the value. */
export function problemPlaces(error: z.ZodError, prefix = ''): ProblemPlace[] {
  return error.issues.flatMap((issue) => {
    const pointer = prefix + issue.path.map((step) => `/${escapePointer(String(step))}`).join('');
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escapePointer(key)}`, detail: 'this field is not known' }));
  });
}
