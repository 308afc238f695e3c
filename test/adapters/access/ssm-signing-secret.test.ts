import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memorySigningSecret } from '../../../adapters/memory/access/signing-secret.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { type AwsError, jsonAnswer, jsonError } from '../../../local/emulators/providers/protocol.ts';
import { type Ssm, ssm } from '../../../local/emulators/providers/ssm.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { aMoment } from '../../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-ssm-'));
let parameters: Ssm;
const asked: { action: string; input: { Name: string; Type?: string } }[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const input = JSON.parse(Buffer.concat(chunks).toString());
  asked.push({ action, input });
  const { status, contentType, body } = perform(action, input);
  response.writeHead(status, { 'content-type': contentType }).end(body);
});

function perform(action: string, input: unknown) {
  try {
    return jsonAnswer(parameters(action, input));
  } catch (error) {
    return jsonError(error as AwsError);
  }
}

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  pointAtLocalAws({ AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
let file = 0;
beforeEach(() => {
  asked.length = 0;
  file += 1;
  parameters = ssm(join(folder, `${file}.json`), () => aMoment);
});

describe.each([
  ['in memory', () => memorySigningSecret()],
  ['in SSM', () => ssmSigningSecret('/bellhop/test/token-secret')],
])('the signing secret %s', (_, open) => {
  test('is not there until somebody needs one', async () => {
    expect(await open().read()).toBeUndefined();
    expect(await open().readAll()).toEqual([]);
  });

  test('is 32 bytes, made once and the same from then on', async () => {
    const secret = open();

    const made = await secret.readOrMake();

    expect(made).toHaveLength(32);
    expect(await secret.readOrMake()).toEqual(made);
    expect(await secret.read()).toEqual(made);
  });

  test('is one, however many ask for it at once', async () => {
    const secret = open();

    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => secret.readOrMake()));

    for (const other of others) expect(other).toEqual(first);
  });
});

test('functions that start at the same time agree on one secret', async () => {
  const name = '/bellhop/test/token-secret';
  const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => ssmSigningSecret(name).readOrMake()));

  for (const other of others) expect(other).toEqual(first);
});

test('the secret is encrypted at rest, and asked for once in the life of a process', async () => {
  const secret = ssmSigningSecret('/bellhop/test/token-secret');
  await secret.readOrMake();
  const calls = asked.length;
  await secret.read();

  expect(asked.find(({ action }) => action === 'PutParameter')?.input).toMatchObject({ Type: 'SecureString', Overwrite: false });
  expect(asked).toHaveLength(calls);
});

test('after a rotation the newest secret signs, and the earlier ones are known too', async () => {
  const name = '/bellhop/test/unsubscribe-secret';
  const [newest, earlier] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const Value = `${newest.toString('base64url')} ${earlier.toString('base64url')}\n`;
  parameters('PutParameter', { Name: name, Value, Type: 'SecureString', Overwrite: false });

  const secret = ssmSigningSecret(name);

  expect(await secret.readOrMake()).toEqual(new Uint8Array(newest));
  expect(await secret.readAll()).toEqual([new Uint8Array(newest), new Uint8Array(earlier)]);
});
