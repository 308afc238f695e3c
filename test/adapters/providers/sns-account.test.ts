import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { endUserMessagingAccount } from '../../../adapters/providers/end-user-messaging/end-user-messaging-account.ts';
import { snsAccount } from '../../../adapters/providers/sns/sns-account.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';

const group = 'sns/eu-west-1/123456789012/DirectPublishToPhoneNumber';
const recorderArn = 'arn:aws:lambda:eu-west-1:123456789012:function:RecordFeedback';
const role = 'arn:aws:iam::123456789012:role/SmsLogRole';

/** What SNS keeps for the account, and CloudWatch Logs: groups with their retention and filters. */
let attributes: Record<string, string>;
let groups: Map<string, { retention?: number; filters: Record<string, unknown> }>;
let unknownRole: number;
let signatures: string[];
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    const action = /^Logs_20140328\.(\w+)$/.exec(String(request.headers['x-amz-target'] ?? ''))?.[1];
    if (action !== undefined) signatures.push(String(request.headers.authorization));
    const { status, answer, type } = action === undefined ? sns(new URLSearchParams(body)) : logs(action, JSON.parse(body));
    response.writeHead(status, { 'content-type': type }).end(answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pointAtLocalAws({
    AWS_ENDPOINT_URL_SNS: url,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: url,
  });
});
afterAll(() => server.close());
beforeEach(() => {
  attributes = {};
  groups = new Map();
  unknownRole = 0;
  signatures = [];
});

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html; or the one answer of End User Messaging, whose form is empty. */
function sns(form: URLSearchParams) {
  const xml = (status: number, answer: string) => ({ status, answer, type: 'text/xml' });
  switch (form.get('Action')) {
    case 'GetSMSAttributes': {
      const entries = Object.entries(attributes).map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`);
      return xml(
        200,
        `<GetSMSAttributesResponse><GetSMSAttributesResult><attributes>${entries.join('')}</attributes></GetSMSAttributesResult></GetSMSAttributesResponse>`,
      );
    }
    case 'SetSMSAttributes': {
      if (unknownRole-- > 0)
        return xml(
          400,
          '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Delivery status logging role is not a valid role</Message></Error></ErrorResponse>',
        );
      for (let n = 1; form.has(`attributes.entry.${n}.key`); n += 1)
        attributes[form.get(`attributes.entry.${n}.key`) ?? ''] = form.get(`attributes.entry.${n}.value`) ?? '';
      return xml(200, '<SetSMSAttributesResponse><SetSMSAttributesResult/></SetSMSAttributesResponse>');
    }
    default:
      return {
        status: 200,
        answer: JSON.stringify({
          SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 3, MaxLimit: 5, Overridden: true }],
        }),
        type: 'application/x-amz-json-1.0',
      };
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html and its neighbours. */
function logs(action: string, input: { logGroupName: string; filterName: string; retentionInDays?: number }) {
  const found = groups.get(input.logGroupName);
  const refuse = (__type: string) => ({
    status: 400,
    answer: JSON.stringify({ __type, message: 'No' }),
    type: 'application/x-amz-json-1.1',
  });
  if (action === 'CreateLogGroup' && found) return refuse('ResourceAlreadyExistsException');
  if (action !== 'CreateLogGroup' && !found) return refuse('ResourceNotFoundException');
  if (action === 'CreateLogGroup') groups.set(input.logGroupName, { filters: {} });
  if (action === 'PutRetentionPolicy' && found && input.retentionInDays) found.retention = input.retentionInDays;
  if (action === 'PutSubscriptionFilter' && found) found.filters[input.filterName] = input;
  if (action === 'DeleteSubscriptionFilter') {
    if (found?.filters[input.filterName] === undefined) return refuse('ResourceNotFoundException');
    delete found.filters[input.filterName];
  }
  return { status: 200, answer: '{}', type: 'application/x-amz-json-1.1' };
}

const account = () => snsAccount({ logGroup: group, filterName: 'bellhop-prod', recorderArn, pauseMs: 1 });

test('groups that are not there are made, keep their lines for two weeks, and hand each to the stage', async () => {
  await account().subscribe();
  await account().subscribe();

  const filter = { filterName: 'bellhop-prod', filterPattern: '', destinationArn: recorderArn };
  expect([...groups]).toEqual(
    [group, `${group}/Failure`].map((logGroupName) => [
      logGroupName,
      { retention: 14, filters: { 'bellhop-prod': { logGroupName, ...filter } } },
    ]),
  );
});

test('each call is signed for CloudWatch Logs, in the region of the stack', async () => {
  await account().subscribe();

  expect(signatures).toHaveLength(6);
  for (const signature of signatures)
    expect(signature).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-west-1\/logs\/aws4_request, SignedHeaders=.*Signature=\w{64}$/,
    );
});

test("a group that is there already keeps its owner's retention and filters", async () => {
  groups.set(group, { retention: 365, filters: { theirs: {} } });

  await account().subscribe();
  await account().unsubscribe();
  await account().unsubscribe();

  expect(groups.get(group)).toEqual({ retention: 365, filters: { theirs: {} } });
});

test('an account without attributes logs nothing, and spends a dollar', async () => {
  expect(await account().readLogging()).toEqual({ samplingRate: 0 });
  expect(await account().readSpendLimit()).toBe(1);
});

test('a role that is not known everywhere yet is tried again', async () => {
  unknownRole = 2;

  await account().writeLogging({ roleArn: role, samplingRate: 100 });

  expect(await account().readLogging()).toEqual({ roleArn: role, samplingRate: 100 });
});

test('one that is never known is told, and nothing else is written', async () => {
  attributes = { MonthlySpendLimit: '50', DefaultSenderID: 'Repairs' };
  unknownRole = 100;

  await expect(account().writeLogging({ roleArn: role, samplingRate: 100 })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(attributes).toEqual({ MonthlySpendLimit: '50', DefaultSenderID: 'Repairs' });
});

test('a role is taken away by an empty value, and what else the account has stays', async () => {
  attributes = { MonthlySpendLimit: '50', DeliveryStatusIAMRole: role, DeliveryStatusSuccessSamplingRate: '100' };

  await account().writeLogging({ samplingRate: 0 });

  expect(await account().readLogging()).toEqual({ samplingRate: 0 });
  expect(await account().readSpendLimit()).toBe(50);
});

test('End User Messaging names its limit for text messages', async () => {
  expect(await endUserMessagingAccount().readSpendLimit()).toBe(3);
});
