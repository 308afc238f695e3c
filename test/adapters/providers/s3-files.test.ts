import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { s3Files } from '../../../adapters/providers/s3/s3-files.ts';
import { signedGets } from '../../../adapters/providers/s3/signed-gets.ts';
import type { S3Place } from '../../../core/channels/email/rules/attachments.ts';
import { placeIn } from '../../../core/channels/email/rules/file-place.ts';
import { RetryableError } from '../../../core/errors.ts';
import { AwsError, type BytesAnswer, s3Error, type WireAnswer } from '../../../local/emulators/providers/protocol.ts';
import { s3 } from '../../../local/emulators/providers/s3.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const at = new Date('2030-03-15T09:00:00Z');
const { config: signing } = new DynamoDBClient({ region: 'eu-west-1', credentials });

// what Python's botocore 1.43.11 (S3SigV4Auth) answers for the same call
test.each([
  [
    { bucket: 'acme-invoices', key: "sent/2030/R 17 (ü)+'*!~.pdf" },
    'https://acme-invoices.s3.eu-west-1.amazonaws.com/sent/2030/R%2017%20%28%C3%BC%29%2B%27%2A%21~.pdf',
    '956bd27de34a5f8090976852ba298c662ccb7ce4714df04f2ef5100ececceabe',
  ],
  [
    { bucket: 'acme.terms', key: 'a//b.pdf' },
    'https://s3.eu-west-1.amazonaws.com/acme.terms/a//b.pdf',
    '9580c02205712f15192ecb2f05308ca3af8c49d6f7b2cfcf0f7c69ae80d88bc3',
  ],
])('a GET of %j is signed as AWS signs it', async (place, url, signature) => {
  const signed = await signedGets(signing)(place, at);

  expect(signed.url.href).toBe(url);
  expect(signed.headers.authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20300315/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  );
});

test.each([
  [{ key: 'sent/a.pdf' }, 'acme-invoices'],
  [{ bucket: 'acme-invoices', key: 'sent/2030/a.pdf' }, 'acme-invoices'],
  [{ bucket: 'acme-terms', key: 'a.pdf' }, 'acme-terms'],
  [{ key: 'drafts/a.pdf' }, undefined],
  [{ key: 'sentinel.pdf' }, undefined],
  [{ key: 'sent/../drafts/a.pdf' }, undefined],
  [{ key: 'sent/.' }, undefined],
  [{ key: 'sent/a .. b/...pdf' }, 'acme-invoices'],
  [{ key: 'sent/\ud800.pdf' }, undefined],
  [{ bucket: 'acme', key: 'sent/a.pdf' }, undefined],
])('of two places that are named, %j lies in %s', (asked, bucket) => {
  const place = placeIn('acme-invoices/sent/,acme-terms', asked);

  expect('bucket' in place ? place.bucket : undefined).toBe(bucket);
});

describe('over the wire', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-s3-'));
  const double = s3(folder);
  /** What is answered in place of the double's answer. */
  let instead: WireAnswer | BytesAnswer | undefined;
  const server = createServer(({ method = '', url = '' }, response) => {
    const { status, headers, body } = instead ?? double(method, url);
    response.writeHead(status, headers).end(body);
  });

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    mkdirSync(join(folder, 'acme', 'sent'), { recursive: true });
    writeFileSync(join(folder, 'acme', 'sent', 'ten.txt'), '0123456789');
    writeFileSync(join(folder, 'acme', 'sent', 'none.txt'), '');
    writeFileSync(join(folder, 'secret.txt'), 'of nobody');
  });

  afterEach(() => {
    instead = undefined;
  });

  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_S3;
    await new Promise((done) => server.close(done));
  });

  const files = s3Files('acme,gone', { signing, timeoutSeconds: 5, now: () => at });
  const aFile = (s3: S3Place) => ({ filename: 'a.txt', s3 });
  const ten = aFile({ key: 'sent/ten.txt' });

  test('files are read up to the bytes that they may have together', async () => {
    const read = { filename: 'a.txt', content: Buffer.from('0123456789').toString('base64') };

    expect(await files.read([ten, ten], 20)).toEqual({ files: [read, read] });
    expect(await files.read([ten, ten], 19)).toEqual({ problem: 'file 2 in S3 has 10 bytes, and the e-mail takes 9 more' });
  });

  test('what is packed is no larger either when it is unpacked', async () => {
    const body = gzipSync(Buffer.alloc(100_000));
    instead = {
      status: 200,
      contentType: '',
      body,
      headers: { 'content-encoding': 'gzip', 'content-length': String(body.length) },
    };

    expect(await files.read([ten], 1_000)).toEqual({
      problem: 'file 1 in S3 has more than 1000 bytes, and the e-mail takes 1000 more',
    });
  });

  test.each([
    [{ key: 'sent/eleven.txt' }, 'is not there, or this stage may not read it'],
    [{ bucket: 'acme', key: 'sent/none.txt' }, 'is empty'],
    [{ bucket: 'gone', key: 'a.txt' }, 'is in a bucket that is not there'],
    [{ bucket: 'other', key: 'a.txt' }, 'lies in no place that attachmentBuckets names'],
    [{ bucket: 'acme', key: 'sent/..%2F..%2F..%2Fsecret.txt' }, 'is not there, or this stage may not read it'],
  ])('%j %s', async (place, problem) => {
    expect(await files.read([aFile(place)], 20)).toEqual({ problem: `file 1 in S3 ${problem}` });
  });

  test.each([
    ['NoSuchKey', 404, 'is not there'],
    ['InvalidObjectState', 403, 'is archived, and has to be restored first'],
    ['PermanentRedirect', 301, 'is in a bucket of another region'],
  ])('%s is an end, in words', async (code, status, problem) => {
    instead = s3Error(new AwsError(code, '', status));

    expect(await files.read([ten], 20)).toEqual({ problem: `file 1 in S3 ${problem}` });
  });

  test.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['ExpiredToken', 400],
    ['RequestTimeTooSkewed', 403],
  ])('%s is asked again later', async (code, status) => {
    instead = s3Error(new AwsError(code, '', status));

    await expect(files.read([ten], 20)).rejects.toThrow(RetryableError);
  });
});
