import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { onCustomResource } from '../../lambdas/shell/on-custom-resource.ts';

let server: Server;
let url: string;
let told: { method: string | undefined; type: string | undefined; body: Record<string, unknown> }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    told.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(await text(request)) });
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed?X-Amz-Signature=1`;
});
afterAll(() => server.close());
const { error } = console;
let logged: unknown[];
beforeEach(() => {
  told = [];
  logged = [];
  console.error = (entry: unknown) => void logged.push(entry);
});
afterEach(() => {
  console.error = error;
});

/** The example of https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html, with our property. */
const request = (RequestType: string, more: Record<string, unknown> = {}) => ({
  RequestType,
  RequestId: 'unique id for this create request',
  ResponseURL: url,
  ResourceType: 'Custom::SmsAccount',
  LogicalResourceId: 'name of resource in template',
  StackId: 'arn:aws:cloudformation:us-east-2:namespace:stack/stack-name/guid',
  ResourceProperties: { ServiceToken: 'arn', Name: 'Value' },
  ...more,
});
const ids = {
  RequestId: 'unique id for this create request',
  LogicalResourceId: 'name of resource in template',
  StackId: 'arn:aws:cloudformation:us-east-2:namespace:stack/stack-name/guid',
};
const work = onCustomResource(z.object({ Name: z.string() }), async (change, { Name }) => ({ Told: `${change} ${Name}` }));

test.each([
  ['Create', {}, 'made Value', 'name of resource in template'],
  ['Update', { PhysicalResourceId: 'p1' }, 'made Value', 'p1'],
  ['Delete', { PhysicalResourceId: 'p1' }, 'removed Value', 'p1'],
])('%s is answered where CloudFormation waits, without a type of content', async (type, more, Told, PhysicalResourceId) => {
  await work(request(type, more));

  expect(told).toEqual([
    { method: 'PUT', type: undefined, body: { ...ids, PhysicalResourceId, Status: 'SUCCESS', Data: { Told } } },
  ]);
});

test('what cannot be done fails the deploy at once, with its reason, and not after an hour', async () => {
  await work(request('Create', { ResourceProperties: {} }));

  expect(told).toMatchObject([{ body: { ...ids, Status: 'FAILED', Reason: expect.stringContaining('Name') } }]);
  expect(logged).toHaveLength(1);
});
