import { SignatureV4 } from '@smithy/signature-v4';
import type { S3Place } from '../../../core/channels/email/rules/attachments.ts';
import type { Table } from '../../dynamodb/table/table.ts';

/** Signs what goes to AWS with the keys that a function has: those of any client of the SDK, as the table's. */
export type Signing = Pick<Table['client']['config'], 'credentials' | 'region' | 'sha256'>;

/** A GET of an object, ready to be made. */
export type SignedGet = { url: URL; headers: Record<string, string> };

/** Signs GETs of objects: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function signedGets(signing: Signing): (place: Required<S3Place>, at: Date) => Promise<SignedGet> {
  const signer = new SignatureV4({ service: 's3', uriEscapePath: false, applyChecksum: true, ...signing });
  return async (place, signingDate) => {
    const url = await urlOf(place, signing);
    const { protocol, hostname, host, pathname: path } = url;
    const request = { method: 'GET', protocol, hostname, path, headers: { host }, query: {} };
    const { headers } = await signer.sign(request, { signingDate });
    const { host: _, ...others } = headers; // whoever makes the request sets it
    return { url, headers: others };
  };
}

/** Where an object is: under its bucket's own host, but for a bucket with dots, which no certificate covers, and where the environment says. */
async function urlOf({ bucket, key }: Required<S3Place>, { region }: Signing): Promise<URL> {
  const path = key.split('/').map(encode).join('/');
  const { AWS_ENDPOINT_URL_S3: endpoint } = process.env;
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  const named = typeof region === 'string' ? region : await region();
  const host = `s3.${named}.${named.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  return new URL(bucket.includes('.') ? `https://${host}/${bucket}/${path}` : `https://${bucket}.${host}/${path}`);
}

/** Encodes a part of a key as signatures have it: all but A-Z, a-z, 0-9 and - . _ ~ */
function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
