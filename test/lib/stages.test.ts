import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { acceptedHeaders, exposedHeaders } from '../../contract/routes.ts';
import { type StageName, stages } from '../../lib/stage.ts';
import { synthesized } from './synthesized.ts';
import { allOf, type Resource, type Template } from './template.ts';

const everySetting = {
  fromAddress: 'hello@example.com',
  fromName: 'Repairs',
  replyTo: 'support@example.com',
  domain: 'example.com',
  allowedOrigins: 'https://app.example.com,https://admin.example.com',
  tokenIssuer: 'https://login.example.com/',
  smsSenderId: 'Repairs',
  smsCountries: 'GB,IE',
  smsMonthlyBudgetUsd: '25',
  smsUrgentOverBudget: 'yes',
  alarmEmail: 'ops@example.com',
};

// a violation of either audit stops the synthesis, so that this alone shows every stage to be clean
const templates: Record<StageName, Template> = {
  dev: synthesized({ stage: 'dev', fromAddress: 'hello@example.com' }).template,
  staging: synthesized({ stage: 'staging', fromAddress: 'hello@example.com', senderIdentity: 'existing' }).template,
  prod: synthesized({ stage: 'prod', ...everySetting }, { validated: true }).template,
  local: synthesized({ stage: 'local' }).template,
};

/** The properties of the one resource of a type. */
function only(stage: StageName, type: string): Resource {
  const [first, ...more] = Object.values(allOf(templates[stage], type));
  if (first === undefined || more.length > 0) throw new Error(`stage ${stage} does not have one ${type}`);
  return first;
}

test('the stack is made of these, and of nothing that costs while idle', () => {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(templates.dev.Resources)) counts[Type] = (counts[Type] ?? 0) + 1;

  expect(counts).toMatchSnapshot();
  expect(Object.keys(counts).filter((type) => /::(EC2|KMS|SecretsManager|NatGateway|RDS|ECS)::/.test(type))).toEqual([]);
});

test.each(Object.keys(templates) as StageName[])('stage %s keeps one table, on demand, restorable to any second', (stage) => {
  expect(only(stage, 'AWS::DynamoDB::Table').Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});

test.each([
  ['dev', 'Delete', false],
  ['staging', 'Delete', false],
  ['prod', 'Retain', true],
  ['local', 'Delete', false],
] as const)('the table of a deleted %s stack meets: %s', (stage, deletionPolicy, protectedFromDeletion) => {
  const table = only(stage, 'AWS::DynamoDB::Table');

  expect(table.DeletionPolicy).toBe(deletionPolicy);
  expect(table.Properties.DeletionProtectionEnabled).toBe(protectedFromDeletion);
});

test('unread and shelf are local indexes, which read back what was just written', () => {
  expect(only('dev', 'AWS::DynamoDB::Table').Properties.LocalSecondaryIndexes).toEqual([
    {
      IndexName: 'unread',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'unread', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['seen', 'category', 'expiresAt'] },
    },
    {
      IndexName: 'shelf',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'shelf', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ]);
});

test.each(Object.keys(templates) as StageName[])('stage %s keeps no log longer than it says', (stage) => {
  const retentions = Object.values(allOf(templates[stage], 'AWS::Logs::LogGroup')).map(
    ({ Properties }) => Properties.RetentionInDays,
  );

  expect(retentions).toHaveLength(17); // sixteen functions and the API
  expect(new Set(retentions)).toEqual(new Set([stages[stage].logRetentionDays]));
});

test('local differs from dev in its time-outs and leases, and in play money', () => {
  const different = Object.entries(stages.local).filter(([name, value]) => value !== stages.dev[name as keyof typeof stages.dev]);

  expect(Object.fromEntries(different)).toEqual({
    name: 'local',
    queueTimeoutSeconds: 3,
    providerTimeoutSeconds: 1,
    leaseSeconds: 4,
    ambiguousWaitSeconds: 6,
    smsMonthlyBudgetUsd: 5,
  });
});

test.each(Object.values(stages))(
  'in stage $name a lease outlives its function and ends before the message comes back',
  (stage) => {
    expect(stage.leaseSeconds).toBeGreaterThan(stage.queueTimeoutSeconds);
    expect(stage.leaseSeconds).toBeLessThan(6 * stage.queueTimeoutSeconds);
    expect(stage.providerTimeoutSeconds).toBeLessThan(stage.queueTimeoutSeconds / 2);
  },
);

test('the API is throttled, and its log says which route was called but not for whom', () => {
  const { DefaultRouteSettings, AccessLogSettings } = only('prod', 'AWS::ApiGatewayV2::Stage').Properties;
  const format = JSON.parse((AccessLogSettings as { Format: string }).Format);

  expect(DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 1_000, ThrottlingRateLimit: 500 });
  expect(Object.values(format)).toContain('$context.routeKey');
  expect(Object.values(format).join()).not.toMatch(/path|identity|authorizer|sourceIp/i);
});

test("only the owner's origins may call from a browser", () => {
  expect(only('dev', 'AWS::ApiGatewayV2::Api').Properties).not.toHaveProperty('CorsConfiguration');
  expect(only('prod', 'AWS::ApiGatewayV2::Api').Properties.CorsConfiguration).toMatchObject({
    AllowOrigins: ['https://app.example.com', 'https://admin.example.com'],
    AllowHeaders: [...acceptedHeaders],
    ExposeHeaders: [...exposedHeaders],
  });
});

test('a new sender is verified, an existing one is left alone, and a domain comes with its DNS records', () => {
  expect(only('dev', 'AWS::SES::EmailIdentity').Properties.EmailIdentity).toBe('hello@example.com');
  expect(allOf(templates.staging, 'AWS::SES::EmailIdentity')).toEqual({});
  expect(only('prod', 'AWS::SES::EmailIdentity').Properties.EmailIdentity).toBe('example.com');
  expect(Object.keys(templates.prod.Outputs).filter((name) => name.startsWith('DkimRecord'))).toHaveLength(3);
});

test("alarms reach the owner's mailbox when there is one", () => {
  const topic = Object.keys(allOf(templates.prod, 'AWS::SNS::Topic'))[0];
  const actions = Object.values(allOf(templates.prod, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions);

  expect(only('prod', 'AWS::SNS::Subscription').Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
  expect(actions).toHaveLength(10);
  expect(actions).toEqual(actions.map(() => [{ Ref: topic }]));
  expect(allOf(templates.dev, 'AWS::SNS::Topic')).toEqual({});
});

test.each([
  ['dev', 'Dispatch', { SMS_COUNTRIES: '' }],
  ['dev', 'DeliverSms', { SMS_COUNTRIES: '', SMS_MONTHLY_BUDGET_USD: '1', SMS_URGENT_OVER_BUDGET: 'no' }],
  ['prod', 'DeliverSms', { SMS_COUNTRIES: 'GB,IE', SMS_MONTHLY_BUDGET_USD: '25', SMS_URGENT_OVER_BUDGET: 'yes' }],
  ['local', 'DeliverSms', { SMS_COUNTRIES: 'GB,US', SMS_MONTHLY_BUDGET_USD: '5' }],
] as const)('in stage %s the function %s is told what SMS may cost and where they may go', (stage, name, settings) => {
  const [id = ''] = Object.keys(allOf(templates[stage], 'AWS::Lambda::Function')).filter((found) => found.includes(name));
  const { Environment } = templates[stage].Resources[id]?.Properties ?? {};

  expect((Environment as { Variables: unknown }).Variables).toMatchObject(settings);
});

test("the SMS alarms watch the stage's own share of the budget, and keep ringing while nothing is sent", () => {
  const found = Object.values(allOf(templates.prod, 'AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties)
    .filter(({ MetricName }) => MetricName === 'SmsBudgetUsed');

  expect(found.map(({ Threshold }) => Threshold)).toEqual([80, 100]);
  for (const alarm of found)
    expect(alarm).toMatchObject({
      Namespace: 'Bellhop',
      Dimensions: [{ Name: 'stage', Value: 'prod' }],
      Statistic: 'Maximum',
      TreatMissingData: 'ignore',
    });
});

test('the outputs tell what an owner has to know', () => {
  expect(Object.keys(templates.dev.Outputs)).toEqual([
    'ApiUrl',
    'IngestQueueUrl',
    'EmailQueueUrl',
    'BulkEmailQueueUrl',
    'SmsQueueUrl',
    'IngestDeadLettersUrl',
    'EmailDeadLettersUrl',
    'BulkEmailDeadLettersUrl',
    'SmsDeadLettersUrl',
    'BusDeadLettersUrl',
    'BusName',
    'TableName',
    'ConfigurationSetName',
    'Region',
  ]);
});

test('cdk.json sets what this version of CDK recommends', () => {
  const recommended = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'));

  expect(context).toEqual(recommended);
});
