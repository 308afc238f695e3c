import { readParameter, readParameterWords, ssmClient } from './parameter-words.ts';

/** A secret that the owner has put into an SSM SecureString; while it is exchanged for another, several. */
export type OwnerSecret = {
  /** Reads the secrets, newest first; none when the owner has put none there. Throws RetryableError when SSM does not answer. */
  readAll(): Promise<readonly string[]>;
  /** Says that it was refused: the parameter is read again the next time, unless it has been only now. */
  forget(): void;
};

/** How long what was read is good, whoever refuses it: or forged calls, each of which is refused, would keep SSM busy. */
const goodMs = 10_000;

/** `isFile`: the parameter holds one file with its white space, and not words of which each is a secret. */
export type OwnerSecretOptions = { isFile?: boolean; nowMs?: () => number };

/** Reads the owner's secret under a name. Kept for the life of the process once it was found. */
export function ssmOwnerSecret(
  parameterName: string,
  { isFile = false, nowMs = Date.now }: OwnerSecretOptions = {},
): OwnerSecret {
  const client = ssmClient();
  let known: readonly string[] = [];
  let readAtMs = Number.NEGATIVE_INFINITY;
  const isGood = () => nowMs() - readAtMs < goodMs;

  return {
    async readAll() {
      if (known.length > 0 || isGood()) return known;
      known = isFile ? asFile(await readParameter(client, parameterName)) : await readParameterWords(client, parameterName);
      readAtMs = nowMs();
      return known;
    },
    forget() {
      if (!isGood()) known = [];
    },
  };
}

function asFile(text: string): readonly string[] {
  return text.trim() === '' ? [] : [text];
}
