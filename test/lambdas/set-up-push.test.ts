import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { vapidKeys } from '../../adapters/providers/web/vapid.ts';
import { type AwsError, jsonAnswer, jsonError, type WireAnswer } from '../../local/emulators/providers/protocol.ts';
import { ssm } from '../../local/emulators/providers/ssm.ts';
import { pointAtLocalAws } from '../dynamodb-emulator.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { aMoment } from '../world.ts';

const parameters = ssm(join(scratchFolder(), 'parameters.json'), () => aMoment);
let server: Server;
let url: string;
let told: { Status: string; Data?: { PublicKey?: string } }[];

beforeAll(async () => {
  server = createServer(async (call, response) => {
    const body = JSON.parse(await text(call));
    const [, action] = String(call.headers['x-amz-target'] ?? '').split('.');
    if (action === undefined) told.push(body);
    const answer = action === undefined ? jsonAnswer({}) : perform(action, body);
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pointAtLocalAws({ AWS_ENDPOINT_URL_SSM: url });
});
afterAll(() => server.close());
beforeEach(() => {
  told = [];
});

function perform(action: string, body: Record<string, unknown>): WireAnswer {
  try {
    return jsonAnswer(parameters(action, body));
  } catch (error) {
    return jsonError(error as AwsError);
  }
}

async function deploy(RequestType: string): Promise<string | undefined> {
  const { handler } = await import('../../lambdas/channels/push/set-up-push.ts');
  await handler({
    ...{ RequestType, ResponseURL: url, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'key' },
    ResourceProperties: { Parameter: '/bellhop/test/vapid-secret' },
  });
  expect(told.at(-1)?.Status).toBe('SUCCESS');
  return told.at(-1)?.Data?.PublicKey;
}

test('the first deploy makes the key, and neither another nor a removal changes it', async () => {
  const first = await deploy('Create');
  expect(await deploy('Delete')).toBeUndefined();
  expect(await deploy('Create')).toBe(first);

  const { Parameter } = parameters('GetParameter', { Name: '/bellhop/test/vapid-secret', WithDecryption: true }) as {
    Parameter: { Value: string };
  };
  expect(vapidKeys(Buffer.from(Parameter.Value, 'base64url')).publicKey).toBe(first);
});
