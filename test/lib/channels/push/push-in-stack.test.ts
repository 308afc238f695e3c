import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com' };
const { template: off } = await synthesized(settings);
const { template: on } = await synthesized({ ...settings, push: 'on' });
const apns = { apnsTeam: 'A1B2C3D4E5', apnsKeyId: 'K1L2M3N4P5', apnsTopic: 'com.example.app', apnsHost: 'sandbox' };
const { template: mobile } = await synthesized({ ...settings, push: 'on', fcmProject: 'my-app-1a2b3', ...apns });

/** What the second has more than the first, as ids without their hashes. */
function added(type: string): string[] {
  const before = Object.keys(allOf(off, type));
  return Object.keys(allOf(on, type))
    .filter((id) => !before.includes(id))
    .map((id) => id.replace(/[0-9A-F]{8}$/, ''))
    .sort();
}

function environmentOf(template: Template, file: string): Record<string, unknown> {
  const found = Object.values(allOf(template, 'AWS::Lambda::Function')).find(
    ({ Properties }) => Properties.Description === `Bellhop: lambdas/${file}.ts`,
  );
  return (found?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables ?? {};
}

type Statement = { Action: string | string[]; Resource: unknown };

function actionsOf(construct: string, service: string): string[] {
  const [, policy] = Object.entries(allOf(on, 'AWS::IAM::Policy')).find(([id]) => id.startsWith(construct)) ?? [];
  const { Statement = [] } = (policy?.Properties.PolicyDocument ?? {}) as { Statement?: Statement[] };
  return [...new Set(Statement.flatMap(({ Action }) => Action).filter((action) => action.startsWith(`${service}:`)))].sort();
}

test('a stage with push has a queue, three functions and six routes more, and one without has nothing of it', () => {
  expect(added('AWS::SQS::Queue')).toEqual(['DeliveryPushDeadLettersQueue', 'DeliveryPushQueue']);
  expect(added('AWS::Lambda::Function')).toEqual([
    'DeliveryDeliverPushFunction',
    'DeliveryWebPushSetUpFunction',
    'DoorsDevicesFunction',
  ]);
  expect(added('AWS::ApiGatewayV2::Route')).toHaveLength(6);
  expect(Object.keys(on.Outputs).filter((name) => !(name in off.Outputs))).toEqual([
    'PushQueueUrl',
    'PushDeadLettersUrl',
    'WebPushKey',
    'PushFunctionName',
  ]);
  expect(JSON.stringify(off)).not.toMatch(/push\/|PUSH_|CHANNELS_ON|devices/);
});

test('the key of web push is made at the deploy, by a function that may do nothing else', () => {
  expect(Object.values(allOf(on, 'Custom::WebPushKey')).map(({ Properties }) => Properties)).toEqual([
    {
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^DeliveryWebPushSetUp/), 'Arn'] },
      ServiceTimeout: '120',
      Parameter: '/bellhop/prod/vapid-secret',
    },
  ]);
  expect(actionsOf('DeliveryWebPushSetUp', 'ssm')).toEqual(['ssm:GetParameter', 'ssm:PutParameter']);
  expect(actionsOf('DeliveryWebPushSetUp', 'dynamodb')).toEqual([]);
  expect(allOf(off, 'Custom::WebPushKey')).toEqual({});
});

test('whoever plans and shows preferences is told that it is on, and where its messages go', () => {
  for (const file of ['publishing/ingest', 'dry-run/dry-run', 'preferences/preferences'])
    expect(environmentOf(on, file)).toMatchObject({ CHANNELS_ON: 'push' });
  for (const file of ['publishing/ingest', 'operations/collect-metrics'])
    expect(environmentOf(on, file)).toHaveProperty('PUSH_QUEUE_URL');
});

test('its functions may do these things with the table and the key, and no others', () => {
  const sender = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PartiQLUpdate', 'Query', 'UpdateItem'];
  const devices = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];

  expect(actionsOf('DeliveryDeliverPush', 'dynamodb')).toEqual(sender.map((action) => `dynamodb:${action}`));
  expect(actionsOf('DoorsDevices', 'dynamodb')).toEqual(devices.map((action) => `dynamodb:${action}`));
  for (const construct of ['DeliveryDeliverPush', 'DoorsDevices'])
    expect(actionsOf(construct, 'ssm')).toEqual(expect.arrayContaining(['ssm:GetParameter', 'ssm:PutParameter']));
  expect(environmentOf(on, 'channels/push/deliver-push')).toMatchObject({
    VAPID_SECRET_PARAMETER: '/bellhop/prod/vapid-secret',
    FROM_ADDRESS: 'hello@example.com',
  });
  expect(environmentOf(on, 'channels/push/deliver-push')).not.toHaveProperty('WEBHOOKS_TO_LOOPBACK');
});

test('a stage with apps tells its two functions so, and lets the sender alone read their secrets', () => {
  const sender = environmentOf(mobile, 'channels/push/deliver-push');
  const parameters = (template: Template, construct: string) =>
    JSON.stringify(Object.entries(allOf(template, 'AWS::IAM::Policy')).filter(([id]) => id.startsWith(construct)));

  expect(sender).toMatchObject({
    FCM_PROJECT: 'my-app-1a2b3',
    FCM_ACCOUNT_PARAMETER: '/bellhop/prod/fcm-account',
    APNS_TEAM: 'A1B2C3D4E5',
    APNS_KEY_ID: 'K1L2M3N4P5',
    APNS_TOPIC: 'com.example.app',
    APNS_ENDPOINT_URL: 'https://api.sandbox.push.apple.com',
    APNS_KEY_PARAMETER: '/bellhop/prod/apns-key',
  });
  expect(environmentOf(mobile, 'channels/push/devices')).toMatchObject({ DEVICE_KINDS: 'web,fcm,apns' });
  expect(parameters(mobile, 'DeliveryDeliverPush')).toMatch(/bellhop\/prod\/fcm-account.+bellhop\/prod\/apns-key/);
  expect(parameters(mobile, 'DoorsDevices')).not.toMatch(/fcm-account|apns-key/);
  expect(JSON.stringify(on)).not.toMatch(/FCM_|APNS_|fcm-account|apns-key|DEVICE_KINDS/);
});
