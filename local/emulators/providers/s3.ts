import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join, sep } from 'node:path';
import { AwsError, type BytesAnswer, s3Error, type WireAnswer } from './protocol.ts';

/** The buckets of the local system: folders in a folder. */
export type S3 = (method: string, path: string) => WireAnswer | BytesAnswer;

/** Whether a call is signed for S3: it names no action, and any path may be a bucket's. */
export function isForS3({ headers }: IncomingMessage): boolean {
  return headers.authorization?.includes('/s3/aws4_request') ?? false;
}

/**
 * Plays S3's GetObject on a folder that has a folder for each bucket. Who calls may list no bucket, as the stack's functions may not: what is not there is denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function s3(folder: string): S3 {
  return (method, path) => {
    try {
      return getObject(folder, method, path);
    } catch (error) {
      if (error instanceof AwsError) return s3Error(error);
      throw error;
    }
  };
}

function getObject(folder: string, method: string, path: string): BytesAnswer {
  const [bucket = '', ...key] = path.slice(1).split('/').map(decodeURIComponent);
  if (method !== 'GET') throw new AwsError('MethodNotAllowed', 'The local S3 emulator gives files alone.', 405);
  if (bucket === '' || !existsSync(join(folder, bucket)))
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);

  const file = join(folder, bucket, ...key);
  const isThere = file.startsWith(join(folder, bucket) + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
  if (!isThere) throw new AwsError('AccessDenied', 'Access Denied', 403);
  const body = readFileSync(file);
  const headers = {
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    'content-length': String(body.length),
    'last-modified': statSync(file).mtime.toUTCString(),
    'accept-ranges': 'bytes',
  };
  return { status: 200, contentType: 'binary/octet-stream', body, headers };
}
