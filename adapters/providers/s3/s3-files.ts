import type { StoredFiles } from '../../../core/channels/email/ports/stored-files.ts';
import type { ReadFile } from '../../../core/channels/email/rules/attachments.ts';
import { placeIn } from '../../../core/channels/email/rules/file-place.ts';
import { RetryableError } from '../../../core/errors.ts';
import { type SignedGet, type Signing, signedGets } from './signed-gets.ts';

export type S3Options = { signing: Signing; timeoutSeconds: number; now: () => Date };

/** What S3 answered: the file's content, or why there is none. */
type Read = { content: Buffer } | { problem: string };

/**
 * Files in the buckets and folders that `attachmentBuckets` names. One signed GET each, one after the other, in place of the SDK's client:
 * docs/decisions/0334. `timeoutSeconds` is for all files of an e-mail.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function s3Files(buckets: string, { signing, timeoutSeconds, now }: S3Options): StoredFiles {
  const sign = signedGets(signing);
  return {
    async read(stored, mostBytes) {
      const signal = AbortSignal.timeout(timeoutSeconds * 1_000);
      const files: ReadFile[] = [];
      let left = mostBytes;
      for (const [index, { s3, ...file }] of stored.entries()) {
        const place = placeIn(buckets, s3);
        const read = 'problem' in place ? place : await get(await sign(place, now()), signal, left);
        if ('problem' in read) return { problem: `file ${index + 1} in S3 ${read.problem}` }; // a key may name a person
        files.push({ ...file, content: read.content.toString('base64') });
        left -= read.content.length;
      }
      return { files };
    },
  };
}

async function get({ url, headers }: SignedGet, signal: AbortSignal, mostBytes: number): Promise<Read> {
  try {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    if (response.ok) return await readWithin(response, mostBytes);
    return refusal(response.status, await response.text());
  } catch (error) {
    if (error instanceof RetryableError) throw error;
    throw new RetryableError('S3 did not answer', { cause: error });
  }
}

/** Reads a file, and stops before it is too large: by what its headers say, and by what came where it was packed. */
async function readWithin(response: Response, mostBytes: number): Promise<Read> {
  const said = Number(response.headers.get('content-length'));
  const tooLarge = (bytes: string) => ({ problem: `has ${bytes} bytes, and the e-mail takes ${mostBytes} more` });
  if (said > mostBytes) {
    await response.body?.cancel();
    return tooLarge(String(said));
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) return tooLarge(`more than ${mostBytes}`);
    chunks.push(chunk);
  }
  return bytes === 0 ? { problem: 'is empty' } : { content: Buffer.concat(chunks) };
}

/**
 * What waiting does not change, by S3's code of an error. What is not there is denied to who may not list the bucket, as the sender may not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const refusals: Readonly<Record<string, string>> = {
  AccessDenied: 'is not there, or this stage may not read it',
  AuthorizationHeaderMalformed: 'is in a bucket of another region',
  InvalidObjectState: 'is archived, and has to be restored first',
  KeyTooLongError: 'has a key that is too long',
  NoSuchBucket: 'is in a bucket that is not there',
  NoSuchKey: 'is not there',
  PermanentRedirect: 'is in a bucket of another region',
};

/** Says why S3 gave no file. Throws RetryableError when it may give it later. */
function refusal(status: number, body: string): Read {
  const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(body) ?? [];
  const problem = refusals[code];
  if (problem === undefined) throw new RetryableError(`S3 answered ${status} ${code}`);
  return { problem };
}
