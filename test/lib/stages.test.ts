import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { acceptedHeaders, exposedHeaders, routes } from '../../contract/http/routes.ts';
import { type StageName, stages } from '../../lib/stage.ts';
import { synthesized } from './synthesized.ts';
import { allOf, type Resource, type Template } from './template.ts';

const everySetting = {
  fromAddress: 'hello@example.com',
  fromName: 'Repairs',
  replyTo: 'support@example.com',
  domain: 'example.com',
  mailFromDomain: 'mail.example.com',
  apiDomain: 'api.example.com',
  apiCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  queueConcurrency: '7',
  allowedOrigins: 'https://app.example.com,https://admin.example.com',
  tokenIssuer: 'https://login.example.com/',
  smsSenderId: 'Repairs',
  smsCountries: 'GB,IE',
  smsMonthlyBudgetUsd: '25',
  smsUrgentOverBudget: 'yes',
  retentionDays: 'billing:365',
  frequencyCaps: 'email:5/hour,email:20/day,sms:2/day',
  monthlyBudgetUsd: '50',
  alarmEmail: 'ops@example.com',
};

// a violation of either audit stops the synthesis, so that this alone shows every stage to be clean
const templates: Record<StageName, Template> = {
  dev: (await synthesized({ stage: 'dev', fromAddress: 'hello@example.com' })).template,
  staging: (await synthesized({ stage: 'staging', fromAddress: 'hello@example.com', senderIdentity: 'existing' })).template,
  prod: (await synthesized({ stage: 'prod', ...everySetting }, { validated: true })).template,
  local: (await synthesized({ stage: 'local' }, { validated: true })).template,
};

// here and nowhere else, since a process that validates loads CloudFormation's schemas first, for four seconds
test.each([
  [{ live: 'on', dashboard: 'on' }, 'AWS::ApiGatewayV2::Stage', 2],
  [{ events: 'on', webhooks: 'on' }, 'AWS::Lambda::EventSourceMapping', 7],
  [{ live: 'on', feedUrl: 'on' }, 'AWS::Lambda::Url', 1],
  [
    { smsProvider: 'twilio', smsCountries: 'GB', twilioAccountSid: `AC${'0'.repeat(32)}`, twilioSender: '+15557122661' },
    'AWS::SNS::Topic',
    1,
  ],
])('with %j every resource is as CloudFormation wants it', async (settings, type, count) => {
  const { fromAddress, allowedOrigins } = everySetting;

  const { template } = await synthesized({ stage: 'prod', fromAddress, allowedOrigins, ...settings }, { validated: true });

  expect(Object.keys(allOf(template, type))).toHaveLength(count);
});

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

test('what AWS caps at a deploy is far from its cap, with every setting made', () => {
  const sizes = (type: string, read: (properties: Resource['Properties']) => unknown) =>
    Object.values(allOf(templates.prod, type)).map(({ Properties }) => JSON.stringify(read(Properties)).length);
  const environments = sizes('AWS::Lambda::Function', ({ Environment }) => (Environment as { Variables: object }).Variables);
  const policies = sizes('AWS::IAM::Policy', ({ PolicyDocument }) => PolicyDocument);

  expect(environments.length).toBeGreaterThan(0);
  expect(Math.max(...environments)).toBeLessThan(4_096 / 2);
  expect(policies.length).toBeGreaterThan(0);
  expect(Math.max(...policies)).toBeLessThan(10_240 / 2);
  expect(Object.keys(templates.prod.Resources).length).toBeLessThan(500 * 0.6); // a function has some seven
  expect(JSON.stringify(templates.prod).length).toBeLessThan(1_048_576 / 2);
  expect(Object.keys(templates.prod.Outputs).length).toBeLessThan(200 / 2);
  expect(Object.keys(allOf(templates.prod, 'AWS::ApiGatewayV2::Route')).length).toBeLessThan(300 / 2);
});

test('the page on limits has each kind of resource that is deployed', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/aws-limits.md'), 'utf8');
  const types = [...new Set(Object.values(templates.prod.Resources).map(({ Type }) => Type))];

  expect(types.length).toBeGreaterThan(0);
  expect(types.filter((type) => !page.includes(`\`${type}\``))).toEqual([]);
});

test.each(Object.keys(templates) as StageName[])('stage %s keeps one table, on demand, restorable to any second', (stage) => {
  expect(only(stage, 'AWS::DynamoDB::Table').Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
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

  // 26 functions and the API; with a country for SMS one function more, and in the local system two each of webhooks and chats, and three of push
  expect(retentions).toHaveLength({ dev: 27, staging: 27, prod: 28, local: 35 }[stage]);
  expect(new Set(retentions)).toEqual(new Set([stages[stage].logRetentionDays]));
});

test('Lambda says of the functions behind the API what went wrong, and of the others each run as well', () => {
  const levels = Object.values(allOf(templates.prod, 'AWS::Lambda::Function')).map(({ Properties }) => {
    const { LogFormat, ApplicationLogLevel, SystemLogLevel } = Properties.LoggingConfig as Record<string, string>;
    const handler = /lambdas\/([\w/-]+)\.ts/.exec(String(Properties.Description))?.[1];
    const kind = Object.values(routes).some((route) => route.handler === handler) ? 'behind the API' : 'other';
    return `${kind} ${LogFormat} ${ApplicationLogLevel} ${SystemLogLevel}`;
  });

  expect([...new Set(levels)].sort()).toEqual(['behind the API JSON INFO WARN', 'other JSON INFO INFO']);
});

test('local differs from dev in its time-outs, leases and polls, and in play money', () => {
  const different = Object.entries(stages.local).filter(([name, value]) => value !== stages.dev[name as keyof typeof stages.dev]);

  expect(Object.fromEntries(different)).toEqual({
    name: 'local',
    queueTimeoutSeconds: 3,
    providerTimeoutSeconds: 1,
    quotaPauseSeconds: 5,
    leaseSeconds: 4,
    ambiguousWaitSeconds: 6,
    pollIntervalSeconds: 2,
    changesWindowSeconds: 0,
    countingWindowSeconds: 1,
    webhooksToLoopback: true,
    smsMonthlyBudgetUsd: 5,
    upgradeSeconds: 5,
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

test('each route of the API has a throttle of its own, by who calls it', () => {
  const { DefaultRouteSettings, RouteSettings } = only('prod', 'AWS::ApiGatewayV2::Stage').Properties;
  const { server, user, anyone } = stages.prod.throttle;
  const stray = { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 };
  const settings = RouteSettings as Record<string, object>;

  expect(DefaultRouteSettings).toEqual(stray);
  expect(settings.$default).toEqual(stray);
  expect(Object.keys(settings).sort()).toEqual(
    Object.values(allOf(templates.prod, 'AWS::ApiGatewayV2::Route'))
      .map(({ Properties }) => String(Properties.RouteKey))
      .sort(),
  );
  expect(settings['GET /v1/me/notifications']).toEqual({
    ThrottlingRateLimit: user.perSecond,
    ThrottlingBurstLimit: user.burst,
  });
  expect(settings['POST /v1/notifications']).toEqual({
    ThrottlingRateLimit: server.perSecond,
    ThrottlingBurstLimit: server.burst,
  });
  expect(settings['POST /u/{token}']).toEqual({ ThrottlingRateLimit: anyone.perSecond, ThrottlingBurstLimit: anyone.burst });
});

test('the stage of the API waits for its routes, as API Gateway refuses settings of a route that is not there', () => {
  const { DependsOn } = only('dev', 'AWS::ApiGatewayV2::Stage');
  const routeIds = Object.keys(allOf(templates.dev, 'AWS::ApiGatewayV2::Route'));

  expect(routeIds.length).toBeGreaterThan(0);
  expect(DependsOn).toEqual(expect.arrayContaining(routeIds));
});

test('the log of the API says which route was called but not for whom', () => {
  const { AccessLogSettings } = only('prod', 'AWS::ApiGatewayV2::Stage').Properties;
  const format = JSON.parse((AccessLogSettings as { Format: string }).Format);

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

test.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
] as const)('whether CloudFormation keeps the %s stack from being deleted: %s', (stage, isProtected) => {
  expect(stages[stage].terminationProtection).toBe(isProtected);
});

test('a sender that was verified outlives its stack, but not a first deploy that fails', () => {
  expect(only('dev', 'AWS::SES::EmailIdentity')).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test("with tableName the stack makes no table, and its functions get the owner's", async () => {
  const { template } = await synthesized({ stage: 'prod', ...everySetting, tableName: 'bellhop-prod-restored' });
  const text = JSON.stringify(template);

  expect(allOf(template, 'AWS::DynamoDB::Table')).toEqual({});
  expect(template.Outputs.TableName?.Value).toBe('bellhop-prod-restored');
  expect(text).toContain(':table/bellhop-prod-restored/index/shelf');
  expect(text).not.toContain('StorageTable');
});

test('a new sender is verified, an existing one is left alone, and a domain comes with its DNS records', () => {
  expect(only('dev', 'AWS::SES::EmailIdentity').Properties.EmailIdentity).toBe('hello@example.com');
  expect(allOf(templates.staging, 'AWS::SES::EmailIdentity')).toEqual({});
  expect(only('prod', 'AWS::SES::EmailIdentity').Properties.EmailIdentity).toBe('example.com');
  expect(Object.keys(templates.prod.Outputs).filter((name) => name.startsWith('DkimRecord'))).toHaveLength(3);
});

/** The one alarm of a stage whose id begins so. */
function alarmOf(stage: StageName, construct: string): Resource['Properties'] {
  const found = Object.entries(allOf(templates[stage], 'AWS::CloudWatch::Alarm')).filter(([id]) => id.startsWith(construct));
  const [[, alarm] = ['', undefined], ...more] = found;
  if (alarm === undefined || more.length > 0) throw new Error(`stage ${stage} does not have one alarm ${construct}`);
  return alarm.Properties;
}

test('alarms reach one topic, which anything may be subscribed to; the mailbox of the owner is when there is one', () => {
  const topic = Object.keys(allOf(templates.prod, 'AWS::SNS::Topic'))[0];
  const actions = Object.values(allOf(templates.prod, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions);

  expect(only('prod', 'AWS::SNS::Subscription').Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
  expect(actions).toHaveLength(10);
  expect(actions).toEqual(actions.map(() => [{ Ref: topic }]));
  expect(templates.dev.Outputs.AlarmTopicArn?.Value).toEqual({ Ref: Object.keys(allOf(templates.dev, 'AWS::SNS::Topic'))[0] });
  expect(allOf(templates.dev, 'AWS::SNS::Subscription')).toEqual({});
});

test("the owner is told when the account's bill nears what they set, and nobody where they set nothing", () => {
  const { Budget, NotificationsWithSubscribers } = only('prod', 'AWS::Budgets::Budget').Properties;

  expect(Budget).toEqual({ BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 50, Unit: 'USD' } });
  expect(NotificationsWithSubscribers).toMatchObject([
    { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: [{ Address: 'ops@example.com' }] },
    { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: [{ Address: 'ops@example.com' }] },
  ]);
  expect(allOf(templates.dev, 'AWS::Budgets::Budget')).toEqual({});
});

test('CloudWatch may tell the topic of alarms of this account, and nobody may tell it anything in the clear', () => {
  const { PolicyDocument } = only('dev', 'AWS::SNS::TopicPolicy').Properties;

  expect((PolicyDocument as { Statement: unknown[] }).Statement).toMatchObject([
    { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    {
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

/** How many metrics an alarm watches, which is what it costs ten cents a month for. */
function metricsOf({ MetricName, Metrics }: Resource['Properties']): number {
  return MetricName === undefined ? (Metrics as { MetricStat?: unknown }[]).filter(({ MetricStat }) => MetricStat).length : 1;
}

test.each([
  ['dev', 9, 11], // no country, so no SMS that could fail
  ['prod', 10, 15], // two countries
] as const)('stage %s has %i alarms, which watch %i metrics', (stage, alarms, metrics) => {
  const found = Object.values(allOf(templates[stage], 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

  expect(found).toHaveLength(alarms);
  expect(found.length).toBeLessThanOrEqual(10); // more than a person keeps apart at night
  expect(found.reduce((sum, alarm) => sum + metricsOf(alarm), 0)).toBe(metrics);
});

test.each([
  ['WatchSenderRisk', { MetricName: 'SenderRisk', Threshold: 100, Statistic: 'Maximum', EvaluationPeriods: 1 }],
  ['WatchEmailQuota', { MetricName: 'EmailQuotaUsed', Threshold: 80, Statistic: 'Maximum', EvaluationPeriods: 1 }],
  ['WatchSmsSpike', { MetricName: 'SmsSent', Threshold: 500, Statistic: 'Sum', Period: 3600 }],
  ['WatchBacklog', { MetricName: 'Backlog', Threshold: 100, Statistic: 'Maximum', EvaluationPeriods: 3 }],
  ['WatchDeadLetters', { MetricName: 'DeadLetters', Threshold: 0, Statistic: 'Maximum', EvaluationPeriods: 1 }],
  ['WatchJobsMissed', { MetricName: 'JobsMissed', Threshold: 0, Statistic: 'Maximum', EvaluationPeriods: 2 }],
])('%s watches %j of its own stage', (construct, expected) => {
  expect(alarmOf('prod', construct)).toMatchObject({
    ...expected,
    Namespace: 'Bellhop',
    Dimensions: [{ Name: 'stage', Value: 'prod' }],
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: construct === 'WatchJobsMissed' ? 'breaching' : 'notBreaching', // silence means that it does not run
  });
});

test('frequency caps are known to what plans and to the dry run, and to nothing else', () => {
  const told = Object.entries(allOf(templates.prod, 'AWS::Lambda::Function')).flatMap(([id, { Properties }]) => {
    const { FREQUENCY_CAPS: budget, FREQUENCY_CAP_OVER: over } = (
      Properties.Environment as { Variables: Record<string, unknown> }
    ).Variables;
    return budget === undefined && over === undefined ? [] : [[id.replace(/[0-9A-F]{8}$/, ''), budget, over]];
  });

  expect(told.sort()).toEqual([
    ['DoorsDryRunFunction', 'email:5/hour,email:20/day,sms:2/day', 'digest'],
    ['IntakeDispatchFunction', 'email:5/hour,email:20/day,sms:2/day', 'digest'],
  ]);
});

test('the failures of SMS are those of the countries that they may go to, and of five at most', async () => {
  const countries = (alarm: Resource['Properties']) => [...new Set(JSON.stringify(alarm).match(/"[A-Z]{2}"/g))];
  const { template: many } = await synthesized({
    stage: 'dev',
    fromAddress: 'hello@example.com',
    smsCountries: 'GB,US,IE,FR,DE,ES,IT',
  });
  const [, wide] = Object.entries(allOf(many, 'AWS::CloudWatch::Alarm')).find(([id]) => id.startsWith('WatchSmsFailures')) ?? [];

  expect(countries(alarmOf('prod', 'WatchSmsFailures'))).toEqual(['"GB"', '"IE"']);
  expect(alarmOf('prod', 'WatchSmsFailures').Threshold).toBe(5);
  expect(countries(wide?.Properties ?? {})).toHaveLength(5);
  expect(metricsOf(wide?.Properties ?? {})).toBe(10); // the most that CloudWatch takes
});

test('the alarm that an upgrade may be rolled back by is the one on failing functions', () => {
  const [id = ''] = Object.keys(allOf(templates.prod, 'AWS::CloudWatch::Alarm')).filter((found) =>
    found.startsWith('WatchFunctionsFail'),
  );

  expect(templates.prod.Outputs.RollbackAlarmArn?.Value).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
});

test('the share of calls that fail is made of all functions and of what the API could not answer', () => {
  const { Metrics, Threshold } = alarmOf('prod', 'WatchFunctionsFail');
  const watched = (Metrics as { MetricStat?: { Metric: { Namespace: string; MetricName: string } } }[]).flatMap(
    ({ MetricStat }) => (MetricStat ? [`${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`] : []),
  );

  expect(watched.sort()).toEqual(['AWS/ApiGateway 5xx', 'AWS/Lambda Errors', 'AWS/Lambda Invocations']);
  expect(Threshold).toBe(10);
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
    'FeedbackDeadLettersUrl',
    'StatisticsDeadLettersUrl',
    'MissedJobsUrl',
    'BusName',
    'ScheduleGroupName',
    'TableName',
    'ConfigurationSetName',
    'ApiId',
    'FeedbackRuleName',
    'FeedbackFunctionArn',
    'SmsLogRoleArn',
    'EmailFunctionName',
    'SmsFunctionName',
    'AlarmTopicArn',
    'RollbackAlarmArn',
    'Region',
    'Version',
    'LambdaConcurrencyLeast',
    'LambdaConcurrencyAdvised',
  ]);
});

test('the outputs name every DNS record that the owner has to add', () => {
  const records = Object.entries(templates.prod.Outputs).filter(([name]) => name.includes('Record'));
  const [, domain] = Object.entries(allOf(templates.prod, 'AWS::ApiGatewayV2::DomainName'))[0] ?? [];

  expect(records.map(([name]) => name)).toEqual([
    'DkimRecord1',
    'DkimRecord2',
    'DkimRecord3',
    'MailFromMxRecord',
    'MailFromSpfRecord',
    'DmarcRecord',
    'ApiDomainRecord',
  ]);
  expect(templates.prod.Outputs.MailFromMxRecord?.Value).toEqual({
    'Fn::Join': ['', ['mail.example.com MX 10 feedback-smtp.', { Ref: 'AWS::Region' }, '.amazonses.com']],
  });
  expect(templates.prod.Outputs.DmarcRecord?.Value).toBe('_dmarc.example.com TXT "v=DMARC1; p=none;"');
  expect(JSON.stringify(templates.prod.Outputs.ApiDomainRecord?.Value)).toContain('"api.example.com CNAME "');
  expect(domain?.Properties.DomainName).toBe('api.example.com');
  expect(only('prod', 'AWS::SES::EmailIdentity').Properties.MailFromAttributes).toEqual({ MailFromDomain: 'mail.example.com' });
});

test("with a domain of the owner's the API is called by it, and links in e-mails lead there; without one, by AWS's own", () => {
  const addressIn = (stage: StageName) =>
    Object.values(allOf(templates[stage], 'AWS::Lambda::Function')).flatMap(({ Properties }) => {
      const { API_URL: url } = (Properties.Environment as { Variables: Record<string, unknown> }).Variables;
      return url === undefined ? [] : [url];
    });
  const aws = { 'Fn::GetAtt': [Object.keys(allOf(templates.dev, 'AWS::ApiGatewayV2::Api'))[0], 'ApiEndpoint'] };

  expect([templates.prod.Outputs.ApiUrl?.Value, ...addressIn('prod')]).toEqual(Array(4).fill('https://api.example.com'));
  expect([templates.dev.Outputs.ApiUrl?.Value, ...addressIn('dev')]).toEqual(Array(4).fill(aws));
  expect(only('prod', 'AWS::ApiGatewayV2::ApiMapping').Properties).not.toHaveProperty('ApiMappingKey'); // no path before ours
  expect(only('prod', 'AWS::ApiGatewayV2::Api').Properties.DisableExecuteApiEndpoint).not.toBe(true); // links that are out
});

test.each([
  ['dev', 2, '10', '27'], // what a new account may have
  ['staging', 5, '22', '39'],
  ['prod', 7, '30', '47'],
] as const)(
  'stage %s has %i functions at work on a queue, and says what that takes of the account',
  (stage, each, least, advised) => {
    const mappings = Object.values(allOf(templates[stage], 'AWS::Lambda::EventSourceMapping'));
    const { LambdaConcurrencyLeast, LambdaConcurrencyAdvised } = templates[stage].Outputs;

    expect(mappings.map(({ Properties }) => Properties.ScalingConfig)).toEqual(Array(4).fill({ MaximumConcurrency: each }));
    expect([LambdaConcurrencyLeast?.Value, LambdaConcurrencyAdvised?.Value]).toEqual([least, advised]);
  },
);

test('cdk.json sets what this version of CDK recommends', () => {
  const recommended = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'));

  expect(context).toEqual(recommended);
});
