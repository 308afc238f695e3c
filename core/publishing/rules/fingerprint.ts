import { createHash } from 'node:crypto';

/** Hashes a text by SHA-256, in hex: to store API keys by, and to tell two bodies apart. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
