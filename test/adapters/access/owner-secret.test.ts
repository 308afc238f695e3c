import { ssmOwnerSecret } from '../../../adapters/ssm/owner-secret.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { type ScriptedServer, startScriptedServer } from '../providers/scripted-server.ts';

let ssm: ScriptedServer;
let nowMs = 0;

beforeAll(recognizeNodeErrors);
beforeEach(async () => {
  ssm = await startScriptedServer();
  pointAtLocalAws({ AWS_ENDPOINT_URL_SSM: ssm.url });
});
afterEach(() => ssm.stop());

const headers = { 'content-type': 'application/x-amz-json-1.1' };
const holds = (Value: string) => ssm.next({ status: 200, headers, body: JSON.stringify({ Parameter: { Value } }) });
const secret = () => ssmOwnerSecret('/bellhop/dev/twilio-token', { nowMs: () => nowMs });

test('a secret is read once, decrypted, and several are apart by white space', async () => {
  holds('new old\n');
  const token = secret();

  expect([await token.readAll(), await token.readAll()]).toEqual([
    ['new', 'old'],
    ['new', 'old'],
  ]);
  expect(ssm.bodies.map((body) => JSON.parse(body))).toEqual([{ Name: '/bellhop/dev/twilio-token', WithDecryption: true }]);
});

test('one that was refused is read again, but not for each of many refusals at once', async () => {
  holds('old');
  const token = secret();
  await token.readAll();

  token.forget();
  expect(await token.readAll()).toEqual(['old']);
  nowMs += 11_000;
  token.forget();
  holds('new');

  expect(await token.readAll()).toEqual(['new']);
  expect(ssm.bodies).toHaveLength(2);
});

test('one that is not there is asked for again a while later', async () => {
  ssm.next({ status: 400, headers, body: JSON.stringify({ __type: 'ParameterNotFound', message: 'no' }) });
  const token = secret();

  expect([await token.readAll(), await token.readAll()]).toEqual([[], []]);
  nowMs += 11_000;
  holds('new');

  expect(await token.readAll()).toEqual(['new']);
  expect(ssm.bodies).toHaveLength(2);
});
