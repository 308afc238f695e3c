import { createHash } from 'node:crypto';

/** A SHA-256 in hex over text: for API keys at rest and for telling two bodies apart. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
