import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com' };
const { template: off } = await synthesized(settings);
const { template: on } = await synthesized({ ...settings, push: 'on' });

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

test('a stage with push has a queue, two functions and six routes more, and one without has nothing of it', () => {
  expect(added('AWS::SQS::Queue')).toEqual(['DeliveryPushDeadLettersQueue', 'DeliveryPushQueue']);
  expect(added('AWS::Lambda::Function')).toEqual(['DeliveryDeliverPushFunction', 'DoorsDevicesFunction']);
  expect(added('AWS::ApiGatewayV2::Route')).toHaveLength(6);
  expect(Object.keys(on.Outputs).filter((name) => !(name in off.Outputs))).toEqual([
    'PushQueueUrl',
    'PushDeadLettersUrl',
    'PushFunctionName',
  ]);
  expect(JSON.stringify(off)).not.toMatch(/push\/|PUSH_|CHANNELS_ON|devices/);
});

test('whoever plans and shows preferences is told that it is on, and where its messages go', () => {
  for (const file of ['publishing/ingest', 'dry-run/dry-run', 'preferences/preferences'])
    expect(environmentOf(on, file)).toMatchObject({ CHANNELS_ON: 'push' });
  for (const file of ['publishing/ingest', 'operations/collect-metrics'])
    expect(environmentOf(on, file)).toHaveProperty('PUSH_QUEUE_URL');
});

test('its functions may do these things with the table and the key, and no others', () => {
  const sender = ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PartiQLUpdate', 'Query', 'UpdateItem'];
  const devices = ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];

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
