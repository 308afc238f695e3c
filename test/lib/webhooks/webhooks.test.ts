import { synthesized } from '../synthesized.ts';
import { allOf, idOf, type Template } from '../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com' };
const { template: off } = await synthesized(settings);
const { template: on } = await synthesized({ ...settings, webhooks: 'on' });
const { template: local } = await synthesized({ stage: 'local' });

function environmentOf(template: Template, handler: string): Record<string, unknown> {
  const found = Object.values(allOf(template, 'AWS::Lambda::Function')).find(({ Properties }) =>
    String(Properties.Description).endsWith(`lambdas/${handler}.ts`),
  );
  return (found?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables ?? {};
}

function rightsOf(template: Template, construct: string): string[] {
  const policies = Object.entries(allOf(template, 'AWS::IAM::Policy')).filter(([id]) => id.startsWith(construct));
  const statements = policies.flatMap(
    ([, { Properties }]) => (Properties.PolicyDocument as { Statement: { Action: string | string[] }[] }).Statement,
  );
  return [...new Set(statements.flatMap(({ Action }) => Action))].filter((action) => !action.startsWith('logs:')).sort();
}

test('without webhooks nobody is told of changes, nothing is called, and the routes alone are there', () => {
  const text = JSON.stringify(off);

  expect(text).not.toMatch(/WEBHOOKS_QUEUE_URL|tell-changes|parameter\/bellhop\/prod\/webhook-secret/);
  expect(Object.values(allOf(on, 'AWS::Lambda::EventSourceMapping'))).toHaveLength(
    Object.values(allOf(off, 'AWS::Lambda::EventSourceMapping')).length + 2,
  );
});

test('with them the function that tells changes fills their queue, and puts nothing on the bus', () => {
  expect(environmentOf(on, 'events/tell-changes')).toMatchObject({ WEBHOOKS_QUEUE_URL: on.Outputs.WebhooksQueueUrl?.Value });
  expect(environmentOf(on, 'events/tell-changes')).not.toHaveProperty('EVENT_BUS_NAME');
  expect(rightsOf(on, 'EventsTellChanges')).toEqual(
    expect.arrayContaining(['dynamodb:BatchGetItem', 'dynamodb:PartiQLInsert', 'dynamodb:Query', 'sqs:SendMessage']),
  );
  expect(rightsOf(on, 'EventsTellChanges')).not.toContain('events:PutEvents');
});

test('who calls webhooks may read the secret and not make it, and reaches the internet alone', () => {
  expect(rightsOf(on, 'WebhooksDeliver')).toEqual([
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
    'ssm:GetParameter',
  ]);
  expect(JSON.stringify(on).match(/parameter\/bellhop\/prod\/webhook-secret/g)).toHaveLength(2);
  for (const handler of ['webhooks/deliver-webhook', 'webhooks/webhooks'])
    expect([on, local].map((template) => environmentOf(template, handler).WEBHOOKS_TO_LOOPBACK)).toEqual([undefined, 'yes']);
});

test('a webhook has a third of the time that its function has, and its queue hides a message for six times as long', () => {
  const [, queue] = Object.entries(allOf(on, 'AWS::SQS::Queue')).find(([id]) => id.startsWith('WebhooksWorkQueue')) ?? [];

  expect(environmentOf(on, 'webhooks/deliver-webhook')).toMatchObject({ PROVIDER_TIMEOUT_SECONDS: '10' });
  expect(queue?.Properties).toMatchObject({ VisibilityTimeout: 180, RedrivePolicy: { maxReceiveCount: 200 } });
});

test('its queue and its dead-letter messages are counted, and an alarm tells of a webhook that was disabled', () => {
  const collector = JSON.stringify(environmentOf(on, 'operations/collect-metrics'));
  const alarm = Object.values(allOf(on, 'AWS::CloudWatch::Alarm')).find(
    ({ Properties }) => Properties.MetricName === 'WebhooksDisabled',
  );

  expect(collector).toContain(`{"Ref":"${idOf(on.Outputs.WebhooksQueueUrl?.Value)}"}`);
  expect(collector).toContain(`{"Ref":"${idOf(on.Outputs.WebhooksDeadLettersUrl?.Value)}"}`);
  expect(alarm?.Properties).toMatchObject({ Threshold: 0, Statistic: 'Sum', TreatMissingData: 'notBreaching' });
});
