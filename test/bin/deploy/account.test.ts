import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOf } from '../../../bin/deploy/account.ts';

type Answer = { status?: number; body: string };
let answers: Record<string, Answer> = {};
const asked: string[] = [];

// CloudFormation speaks AWS's query protocol: a form with an Action, answered in XML; SES v2 speaks REST and JSON
const server = createServer((request, response) => {
  let form = '';
  request.on('data', (part) => {
    form += part;
  });
  request.on('end', () => {
    const action = new URLSearchParams(form).get('Action') ?? `${request.method} ${request.url}`;
    asked.push(action);
    const { status = 200, body } = answers[action] ?? { status: 500, body: '' };
    const contentType = body.startsWith('{') ? 'application/json' : 'text/xml';
    response.writeHead(status, { 'content-type': contentType, ...errorTypeOf(body) }).end(body);
  });
});
/** REST services of AWS name an error in a header too. */
function errorTypeOf(body: string): Record<string, string> {
  const [, type] = /"__type":"(\w+)"/.exec(body) ?? [];
  return type === undefined ? {} : { 'x-amzn-errortype': type };
}
const before = { ...process.env };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  answers = {};
  asked.length = 0;
});

const account = accountOf({ BELLHOP_ACCOUNT: 'guarded', CDK_DEFAULT_REGION: 'eu-west-1' });
const stack = (status: string): Answer => ({
  body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>bellhop-dev</StackName><CreationTime>2030-03-31T01:30:00Z</CreationTime><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});
const failure = (code: string, message: string, status: number): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

test('without a word from the command, the account is not asked', () => {
  expect(accountOf({})).toBeUndefined();
});

test('the template of a stack that stands is read', async () => {
  const template = { Resources: { Bus: { Type: 'AWS::Events::EventBus' } } };
  answers = {
    DescribeStacks: stack('UPDATE_COMPLETE'),
    GetTemplate: {
      body: `<GetTemplateResponse><GetTemplateResult><TemplateBody>${JSON.stringify(template)}</TemplateBody></GetTemplateResult></GetTemplateResponse>`,
    },
  };

  expect(await account?.deployedTemplate('bellhop-dev')).toEqual({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: {} } },
  });
});

test.each([
  ['is not there', failure('ValidationError', 'Stack with id bellhop-dev does not exist', 400)],
  ['has failed at its first deploy', stack('ROLLBACK_COMPLETE')],
  ['has only been planned', stack('REVIEW_IN_PROGRESS')],
])('a stack that %s holds nothing', async (_, answer) => {
  answers = { DescribeStacks: answer };

  expect(await account?.deployedTemplate('bellhop-dev')).toEqual({ Resources: {} });
  expect(asked).toEqual(['DescribeStacks']);
});

test('a right that is missing keeps nobody from deploying', async () => {
  answers = { DescribeStacks: failure('AccessDenied', 'not authorized to perform: cloudformation:DescribeStacks', 403) };

  expect(await account?.deployedTemplate('bellhop-dev')).toEqual({ Resources: {} });
  expect(await account?.identityState('hello@example.com')).toBe('unknown');
});

test.each([
  ['verified', { body: '{"VerifiedForSendingStatus":true}' }],
  ['unverified', { body: '{"VerifiedForSendingStatus":false}' }],
  ['unknown', { status: 404, body: '{"__type":"NotFoundException","message":"Email identity <x> does not exist."}' }],
] as const)('an identity is %s as SES says', async (state, answer) => {
  answers = { 'GET /v2/email/identities/hello%40example.com': answer };

  expect(await account?.identityState('hello@example.com')).toBe(state);
});
