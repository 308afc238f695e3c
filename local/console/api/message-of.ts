import { Problem } from './call.ts';

/** What to say of a call that failed: what is wrong with the first wrong place, or with the whole. */
export function messageOf(error: unknown): string {
  const [place] = error instanceof Problem ? error.errors : [];
  return place?.detail ?? (error instanceof Error ? error.message : String(error));
}
