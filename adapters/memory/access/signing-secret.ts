import { randomBytes } from 'node:crypto';
import type { SigningSecret } from '../../../core/access/ports/access.ts';

/** Keeps a signing secret in memory. */
export function memorySigningSecret(): SigningSecret {
  let secret: Uint8Array | undefined;

  return {
    async readAll() {
      return secret === undefined ? [] : [secret];
    },

    async read() {
      return secret;
    },

    async readOrMake() {
      secret ??= new Uint8Array(randomBytes(32));
      return secret;
    },
  };
}
