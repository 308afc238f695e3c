import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelsOn, queuesOf } from '../../../contract/channels/channels.ts';
import { routes } from '../../../contract/http/routes.ts';
import { type SettingName, settingSchemas } from '../../../contract/settings.ts';
import { listHandlers } from '../../../lib/handlers/build-handlers.ts';
import { synthesized } from '../synthesized.ts';
import { allOf, idOf, type Resource } from '../template.ts';

const project = join(import.meta.dirname, '../../..');
const { template, handlers } = await synthesized({ stage: 'dev', fromAddress: 'hello@example.com', smsCountries: 'GB,US' });

/** With what is there only when it is asked for. */
const everySetting = await synthesized({
  stage: 'dev',
  fromAddress: 'hello@example.com',
  live: 'on',
  feedUrl: 'on',
  webhooks: 'on',
  chat: 'on',
  push: 'on',
});

const withChannels = await synthesized({ stage: 'dev', fromAddress: 'hello@example.com', chat: 'on', push: 'on' });

const queues = allOf(template, 'AWS::SQS::Queue');
const functions = allOf(template, 'AWS::Lambda::Function');
const mappings = Object.values(allOf(template, 'AWS::Lambda::EventSourceMapping'));
const alarms = [template, everySetting.template].flatMap((each) => Object.values(allOf(each, 'AWS::CloudWatch::Alarm')));
const rules = Object.values(allOf(template, 'AWS::Events::Rule'));

const workQueues = Object.entries(queues).filter(([, { Properties }]) => Properties.RedrivePolicy !== undefined);
const metricsCollector = Object.values(functions).find(({ Properties }) =>
  String(Properties.Description).endsWith('collect-metrics.ts'),
);
const mayCount = JSON.stringify(
  Object.entries(allOf(template, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('SchedulesCollectMetrics')),
);

const deadLetterQueues = Object.keys(queues).filter((id) => !workQueues.some(([workId]) => workId === id));

describe.each(workQueues)('queue %s', (id, { Properties }) => {
  const consumers = mappings.filter((mapping) => idOf(mapping.Properties.EventSourceArn) === id);
  const consumer = functions[idOf(consumers[0]?.Properties.FunctionName)];

  test('has one consumer', () => {
    expect(consumers).toHaveLength(1);
    expect(consumer).toBeDefined();
  });

  test('is consumed in batches whose records fail each for itself, by two functions at once', () => {
    expect(consumers[0]?.Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(consumers[0]?.Properties.ScalingConfig).toEqual({ MaximumConcurrency: 2 }); // two is the least that Lambda takes
  });

  test('is counted by the job that collects metrics, which may', () => {
    expect(Object.values(environmentOf(metricsCollector))).toContainEqual({ Ref: id });
    expect(mayCount).toContain(`{"Fn::GetAtt":["${id}","Arn"]}`);
  });

  test('hides a message for at least six function time-outs', () => {
    expect(Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * (consumer?.Properties.Timeout as number));
  });

  test('has a dead-letter queue that outlasts it, and its consumer is told where both are', () => {
    const deadLettersId = idOf((Properties.RedrivePolicy as { deadLetterTargetArn: unknown }).deadLetterTargetArn);
    const environment = environmentOf(consumer);

    expect(deadLetterQueues).toContain(deadLettersId);
    expect(Properties.MessageRetentionPeriod).toBeUndefined(); // SQS's own four days
    expect(queues[deadLettersId]?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    expect(environment.OWN_QUEUE_URL).toEqual({ Ref: id });
    expect(environment.DEAD_LETTER_QUEUE_URL).toEqual({ Ref: deadLettersId });
  });
});

describe.each(deadLetterQueues)('dead-letter queue %s', (id) => {
  test('say in the template what is broken while any lie there', () => {
    expect(queues[id]?.Metadata?.ifThisFails).toMatch(/^[A-Z].{20,}[^.]$/);
  });

  test('are counted by the job that collects metrics, which may', () => {
    const { DEAD_LETTER_QUEUE_URLS, MISSED_JOBS_QUEUE_URL } = environmentOf(metricsCollector);

    expect(JSON.stringify([DEAD_LETTER_QUEUE_URLS, MISSED_JOBS_QUEUE_URL])).toContain(`{"Ref":"${id}"}`);
    expect(mayCount).toContain(`{"Fn::GetAtt":["${id}","Arn"]}`);
  });

  test('are fed by something', () => {
    const text = JSON.stringify(Object.values(template.Resources).filter(({ Type }) => !Type.startsWith('AWS::CloudWatch')));

    expect(text.split(`"${id}"`).length).toBeGreaterThan(2); // more than its own queue policy
  });
});

test('there are queues, and each is encrypted and refuses plain HTTP', () => {
  const policies = JSON.stringify(Object.values(allOf(template, 'AWS::SQS::QueuePolicy')));

  expect(workQueues).toHaveLength(1 + channelsOn([]).flatMap(queuesOf).length); // that of ingest, and those of the channels
  expect(deadLetterQueues).toHaveLength(workQueues.length + 4); // the bus, what SES reports, statistics, and the jobs
  for (const [id, { Properties }] of Object.entries(queues)) {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(policies).toContain(
      `"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny","Principal":{"AWS":"*"},"Resource":{"Fn::GetAtt":["${id}","Arn"]}`,
    );
  }
});

test('no more than four queues are polled, which is what an idle month can pay for', () => {
  const ofQueues = mappings.filter(({ Properties }) => queues[idOf(Properties.EventSourceArn)] !== undefined);

  expect(ofQueues).toHaveLength(4); // Lambda's reads of a table's stream are free
});

test('every alarm says what breaks, and the articles of the runbook are those that alarms name', () => {
  const runbook = readFileSync(join(project, 'docs/runbook.md'), 'utf8');
  const articles = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const descriptions = alarms.map(({ Properties }) => String(Properties.AlarmDescription));
  const named = descriptions.map((text) => /^[A-Z].{20,}\. What to do: docs\/runbook\.md#(\S+)$/.exec(text)?.[1]);

  expect(alarms.length).toBeGreaterThan(0);
  expect([...new Set(named)].sort()).toEqual(articles.sort());
});

test('every link within the runbook leads to a heading', () => {
  const runbook = readFileSync(join(project, 'docs/runbook.md'), 'utf8');
  const headings = [...runbook.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const links = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);

  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
});

test('every queue, log and function that the runbook looks for is in the stack, once', () => {
  const runbook = readFileSync(join(project, 'docs/runbook.md'), 'utf8');
  const types = {
    queue: 'AWS::SQS::Queue',
    depth: 'AWS::SQS::Queue',
    log: 'AWS::Logs::LogGroup',
    consumer: 'AWS::Lambda::Function',
  };
  const sought = [...runbook.matchAll(/\b(queue|depth|log|consumer) ([A-Z]\w+)/g)].map(([, kind, id = '']) => ({
    kind: kind as keyof typeof types,
    id,
  }));

  expect(sought.length).toBeGreaterThan(0);
  for (const { kind, id } of sought)
    expect([id, Object.keys(allOf(template, types[kind])).filter((found) => found.startsWith(id)).length]).toEqual([id, 1]);
});

test('every handler is deployed, and everything deployed is a handler', () => {
  const files = listHandlers(project);

  expect(files.length).toBeGreaterThan(0);
  expect([...new Set([...handlers, ...everySetting.handlers])].sort()).toEqual(files);
});

test('the routes of the contract are the routes of the API, and each leads to its handler', () => {
  const deployed = Object.values(allOf(withChannels.template, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
    const integration =
      withChannels.template.Resources[idOf((Properties.Target as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1][1])];
    const target = allOf(withChannels.template, 'AWS::Lambda::Function')[idOf(integration?.Properties.IntegrationUri)];
    return `${Properties.RouteKey} → ${String(target?.Properties.Description)}`;
  });

  expect(deployed.length).toBeGreaterThan(0);
  expect(deployed.sort()).toEqual(
    [
      ...Object.values(routes).map(({ method, path, handler }) => `${method} ${path} → Bellhop: lambdas/${handler}.ts`),
      '$default → Bellhop: lambdas/operations/health.ts',
    ].sort(),
  );
});

test('every job of the contract has a rule that runs it, and runs that fail are kept', () => {
  const scheduled = rules.filter(({ Properties }) => Properties.ScheduleExpression !== undefined);
  const runs = scheduled.map(({ Properties }) => {
    const [target] = Properties.Targets as { Arn: unknown; DeadLetterConfig?: unknown }[];
    expect(target?.DeadLetterConfig).toBeDefined();
    return [Properties.ScheduleExpression, functions[idOf(target?.Arn)]?.Properties.Description];
  });

  expect(runs).toEqual([
    ['cron(0/5 * * * ? *)', 'Bellhop: lambdas/scheduling/release-due.ts'],
    ['cron(0/15 * * * ? *)', 'Bellhop: lambdas/digests/send-digests.ts'],
    ['cron(0 2 * * ? *)', 'Bellhop: lambdas/operations/clean-up.ts'],
    ['cron(0/5 * * * ? *)', 'Bellhop: lambdas/operations/collect-metrics.ts'],
  ]);
});

test('an event of detail-type notification.publish reaches the ingest queue, whatever its source', () => {
  const rule = rules.find(({ Properties }) => Properties.EventBusName !== undefined);
  const [target] = (rule?.Properties.Targets ?? []) as { Arn: unknown; DeadLetterConfig?: unknown }[];

  expect(rule?.Properties.EventPattern).toEqual({ 'detail-type': ['notification.publish'] });
  expect(idOf(target?.Arn)).toBe(idOf(template.Outputs.IngestQueueUrl?.Value));
  expect(target?.DeadLetterConfig).toBeDefined();
});

test('loops are allowed where what a function queues can lead back to it, and nowhere else', () => {
  const policies = Object.entries(allOf(template, 'AWS::IAM::Policy'));
  const consumerOf = new Map(mappings.map(({ Properties }) => [idOf(Properties.EventSourceArn), idOf(Properties.FunctionName)]));
  const leadsTo = (id: string): string[] => {
    const role = idOf(functions[id]?.Properties.Role);
    const rights = policies.filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${role}"`));
    const sends = rights
      .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: { Action: unknown }[] }).Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('sqs:SendMessage'))
      .map((statement) => JSON.stringify(statement));
    return [...consumerOf].filter(([queue]) => sends.some((send) => send.includes(`"${queue}"`))).map(([, consumer]) => consumer);
  };
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of leadsTo(from).filter((each) => !seen.has(each))) reach(next, seen.add(next));
    return seen;
  };
  const looping = Object.keys(functions).filter((id) => reach(id).has(id));
  const allowed = Object.entries(functions).filter(([, { Properties }]) => Properties.RecursiveLoop === 'Allow');

  expect(looping).toHaveLength(workQueues.length);
  expect(allowed.map(([id]) => id).sort()).toEqual(looping.sort());
});

test("SES's account-level suppression list has no say over our e-mails: ours decides, and lifting an address there is enough", () => {
  const sets = Object.values(allOf(template, 'AWS::SES::ConfigurationSet'));

  expect(sets).toHaveLength(4);
  for (const { Properties } of sets) expect(Properties.SuppressionOptions).toEqual({ SuppressedReasons: [] });
});

test('what SES tells of our e-mails reaches its function, by the only bus that SES knows, and what fails is kept', () => {
  const destinations = Object.values(allOf(template, 'AWS::SES::ConfigurationSetEventDestination'));
  const sets = Object.keys(allOf(template, 'AWS::SES::ConfigurationSet')).map((Ref) => ({ Ref }));
  const configurationSet = template.Outputs.ConfigurationSetName?.Value;
  const rule = rules.find(({ Properties }) => JSON.stringify(Properties.EventPattern ?? '').includes('aws.ses'));
  const [target] = (rule?.Properties.Targets ?? []) as { Arn: unknown; DeadLetterConfig?: { Arn: unknown } }[];
  const invoked = Object.values(allOf(template, 'AWS::Lambda::EventInvokeConfig')).find(
    ({ Properties }) => idOf(Properties.FunctionName) === idOf(target?.Arn),
  );

  expect(sets[0]).toEqual(configurationSet);
  expect(destinations.map(({ Properties }) => Properties.ConfigurationSetName)).toEqual(sets);
  for (const { Properties } of destinations) expect(JSON.stringify(Properties.EventDestination)).toContain(':event-bus/default');
  expect(rule?.Properties).not.toHaveProperty('EventBusName');
  expect(rule?.Properties.EventPattern).toEqual({
    source: ['aws.ses'],
    detail: { mail: { tags: { 'ses:configuration-set': sets } } }, // another stack's e-mails are not ours
  });
  expect(functions[idOf(target?.Arn)]?.Properties.Description).toBe('Bellhop: lambdas/feedback/record-feedback.ts');
  expect(invoked?.Properties).toMatchObject({
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: target?.DeadLetterConfig?.Arn } },
  });
});

test('SES is asked for opens and clicks by the sets of tracked e-mails alone, so that no other has a picture or changed links', () => {
  const asked = Object.values(allOf(template, 'AWS::SES::ConfigurationSetEventDestination')).map(({ Properties }) => {
    const { MatchingEventTypes } = Properties.EventDestination as { MatchingEventTypes: string[] };
    return MatchingEventTypes.filter((type) => type === 'open' || type === 'click');
  });
  const sender = Object.values(functions).filter(({ Properties }) => JSON.stringify(Properties).includes('TRACKING_SETS'));

  expect(asked).toEqual([[], ['open'], ['click'], ['open', 'click']]);
  expect(sender).toHaveLength(2);
  for (const { Properties } of sender)
    expect(JSON.stringify(Properties)).toMatch(
      /opens=.*TrackingOpens\w+"},",clicks=.*TrackingClicks\w+"},",opens\+clicks=.*TrackingOpensClicks/,
    );
});

test('receipts of SMS may reach the function that records feedback, from the log groups that SNS writes and no others', () => {
  const permissions = Object.values(allOf(template, 'AWS::Lambda::Permission')).filter(
    ({ Properties }) => Properties.Principal === 'logs.amazonaws.com',
  );
  const group = { region: { Ref: 'AWS::Region' }, account: { Ref: 'AWS::AccountId' } };
  const parts = ['arn:', { Ref: 'AWS::Partition' }, ':logs:', group.region, ':', group.account, ':log-group:sns/'];

  expect(permissions).toHaveLength(1);
  expect(functions[idOf(permissions[0]?.Properties.FunctionName)]?.Properties.Description).toContain('record-feedback');
  expect(permissions[0]?.Properties).toMatchObject({
    SourceAccount: group.account,
    SourceArn: { 'Fn::Join': ['', [...parts, group.region, '/', group.account, '/DirectPublishToPhoneNumber*']] },
  });
  expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(['FeedbackFunctionArn', 'SmsLogRoleArn']));
});

test('mail of the bulk queue stands back behind that of the other, and SMS go out at three segments a second', () => {
  const [email, bulk, sms] = ['DeliveryDeliverEmail', 'DeliveryDeliverBulkEmail', 'DeliveryDeliverSms'].map((construct) =>
    environmentOf(Object.entries(functions).find(([id]) => id.startsWith(construct))?.[1]),
  );

  expect([email?.EMAIL_QUEUE, bulk?.EMAIL_QUEUE]).toEqual(['email', 'bulk-email']);
  expect(sms?.SMS_SEGMENTS_PER_SECOND).toBe('3');
});

describe.each(Object.entries(functions))('function %s', (_, fn) => {
  test('is given no setting that handlers do not know', () => {
    const names = Object.keys(environmentOf(fn));

    expect(names).toContain('STAGE');
    // only what sets up the account, or a key, keeps nothing
    expect(names.includes('TABLE_NAME')).toBe(!/\/set-up-\w+\.ts$/.test(String(fn.Properties.Description)));
    expect(names.filter((name) => !(name in settingSchemas))).toEqual([]);
  });

  test('is given values that handlers accept', () => {
    const plain = Object.entries(environmentOf(fn)).filter(([, value]) => typeof value === 'string');

    for (const [name, value] of plain)
      expect(settingSchemas[name as SettingName]().safeParse(value)).toMatchObject({ success: true });
  });

  test('runs Node 24 on arm64, outside any VPC, with no concurrency set apart', () => {
    expect(fn.Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(fn.Properties).not.toHaveProperty('VpcConfig');
    expect(fn.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

function environmentOf(fn: Resource | undefined): Record<string, unknown> {
  return (fn?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables ?? {};
}

/** As GitHub makes anchors of headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
