import { readParameterWords, ssmClient } from './parameter-words.ts';

/** A secret that the owner has put into an SSM SecureString; while it is exchanged for another, several. */
export type OwnerSecret = {
  /** Newest first; empty when the owner has put none there. Throws RetryableError when SSM does not answer. */
  readAll(): Promise<readonly string[]>;
  /** Reads the parameter again the next time, as after its secret was refused. */
  forget(): void;
};

/** The owner's secret under a name. Kept for the life of the process once it was found. */
export function ssmOwnerSecret(parameterName: string): OwnerSecret {
  const client = ssmClient();
  let known: readonly string[] = [];
  return {
    async readAll() {
      if (known.length === 0) known = await readParameterWords(client, parameterName);
      return known;
    },
    forget() {
      known = [];
    },
  };
}
