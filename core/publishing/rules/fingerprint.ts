import { createHash } from 'node:crypto';

/** Hashes a text by SHA-256, in hex: to store API keys by, and to tell two bodies apart. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Hashes a text in short, in 16 hex digits: for ids of what may come twice, and for names that may be long, or tell of somebody. */
export function shortFingerprint(text: string): string {
  return fingerprint(text).slice(0, 16);
}
