import { routes } from '../../../contract/http/routes.ts';
import { synthesized } from '../synthesized.ts';
import { allOf } from '../template.ts';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

const { template } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com' });

/** What each function's role allows, by the construct's name. */
const rights = Object.entries(allOf(template, 'AWS::IAM::Policy')).map(([id, { Properties }]) => ({
  id,
  statements: (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
}));

/** The actions that one function may do with one service, in order. */
function actionsOf(construct: string, service: string): string[] {
  const policy = rights.find(({ id }) => id.startsWith(construct));
  if (policy === undefined) throw new Error(`no role is called ${construct}`);
  const allowed = policy.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
  return [
    ...new Set(allowed.filter((action) => action.startsWith(`${service}:`)).map((action) => action.split(':')[1] ?? '')),
  ].sort();
}

test('no right has a wildcard for its action', () => {
  const actions = rights.flatMap(({ statements }) => statements.flatMap(({ Action }) => Action));

  expect(rights).toHaveLength(28); // one a function, one for SNS, which logs what becomes of SMS, and one for EventBridge Scheduler
  expect(actions.filter((action) => action.includes('*'))).toEqual([]);
});

test('only SMS, reading the SES quota and listing timers are allowed on everything, and topics are taken back', () => {
  const wide = rights.flatMap(({ id, statements }) =>
    statements.filter(({ Resource }) => Resource === '*').map((statement) => ({ id, statement })),
  );

  const askRate = { Effect: 'Allow', Action: 'ses:GetSendQuota', Resource: '*' };
  const sms = expect.stringMatching(/^DeliveryDeliverSms/);
  expect(wide).toEqual([
    { id: expect.stringMatching(/^DeliveryDeliverEmail/), statement: askRate },
    { id: expect.stringMatching(/^DeliveryDeliverBulkEmail/), statement: askRate },
    { id: sms, statement: { Effect: 'Allow', Action: ['sns:Publish', 'sns:CheckIfPhoneNumberIsOptedOut'], Resource: '*' } },
    {
      id: expect.stringMatching(/^SchedulesCleanUp/),
      statement: { Effect: 'Allow', Action: 'scheduler:ListSchedules', Resource: '*' },
    },
    { id: expect.stringMatching(/^SchedulesCollectMetrics/), statement: askRate },
  ]);
  expect(rights.find(({ id }) => id.startsWith('DeliveryDeliverSms'))?.statements).toContainEqual({
    Effect: 'Deny',
    Action: 'sns:Publish',
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] },
  });
});

test('a star within a name stands only for what AWS or its users name', () => {
  const parted = rights.flatMap(({ statements }) =>
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Resource }) => [Resource].flat().map((each) => JSON.stringify(each)))
      .filter((resource) => resource.includes('*') && resource !== '"*"'),
  );
  const ours = '",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":';
  const named = [
    `:ses:${ours}identity/*"`, // the sender's, whose address a condition names
    `:logs:${ours}log-group:sns/",{"Ref":"AWS::Region"},"/",{"Ref":"AWS::AccountId"},"/DirectPublishToPhoneNumber*"`,
    `:scheduler:${ours}schedule/",{"Ref":"TimersGroup`, // a timer for each schedule that an owner makes
  ];

  expect(named.map((name) => parted.some((resource) => resource.includes(name)))).toEqual(named.map(() => true));
  expect(parted.filter((resource) => !named.some((name) => resource.includes(name)))).toEqual([]);
});

test('e-mail is sent from the one address only', () => {
  const sending = rights.flatMap(({ statements }) =>
    statements.filter(({ Action }) => JSON.stringify(Action).includes('ses:Send')),
  );

  expect(sending).toHaveLength(2);
  for (const statement of sending)
    expect(statement).toMatchObject({
      Action: 'ses:SendRawEmail',
      Condition: { StringEquals: { 'ses:FromAddress': 'hello@example.com' } },
    });
});

test('nobody may scan the table, or change what it is', () => {
  const actions = rights
    .flatMap(({ statements }) => statements.flatMap(({ Action }) => Action))
    .filter((action) => action.startsWith('dynamodb:'));

  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => /Scan|Table|PartiQL(?!Insert|Update)/.test(action))).toEqual([]);
});

test.each([
  ['DoorsPublish', ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'UpdateItem']],
  ['DoorsDryRun', ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem']],
  [
    'DoorsNotifications',
    ['BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  ],
  ['DoorsMessageLog', ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem']],
  ['DoorsResend', ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
  ['DoorsUsers', ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'UpdateItem']],
  ['DoorsPreferences', ['BatchGetItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem']],
  ['DoorsTopics', ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem']],
  ['DoorsFeed', ['GetItem', 'Query', 'UpdateItem']],
  ['DoorsUnsubscribe', ['BatchGetItem', 'GetItem', 'UpdateItem']],
  ['DoorsHealth', ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem']],
  [
    'IntakeDispatch',
    [
      'BatchGetItem',
      'BatchWriteItem',
      'ConditionCheckItem',
      'DeleteItem',
      'GetItem',
      'PartiQLInsert',
      'PartiQLUpdate',
      'PutItem',
      'Query',
      'UpdateItem',
    ],
  ],
  ['DeliveryDeliverEmail', ['BatchGetItem', 'GetItem', 'PartiQLUpdate', 'UpdateItem']],
  ['DeliveryDeliverSms', ['BatchGetItem', 'DeleteItem', 'GetItem', 'PartiQLUpdate', 'PutItem', 'UpdateItem']],
  ['FeedbackRecordFeedback', ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
  ['DoorsOwnersSchedules', ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
  ['DoorsStatistics', ['GetItem', 'Query', 'UpdateItem']],
  ['DoorsSuppressions', ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
  [
    'StatisticsCountStatistics',
    [
      'BatchGetItem',
      'DescribeStream',
      'GetItem',
      'GetRecords',
      'GetShardIterator',
      'ListStreams',
      'PutItem',
      'Query',
      'UpdateItem',
    ],
  ],
  ['DoorsWebhooks', ['BatchGetItem', 'DeleteItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'UpdateItem']],
  ['SchedulesReleaseDue', ['Query', 'UpdateItem']],
  ['SchedulesSendDigests', ['Query', 'UpdateItem']],
  [
    'SchedulesCleanUp',
    ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PartiQLInsert', 'PutItem', 'Query', 'UpdateItem'],
  ],
  ['SchedulesCollectMetrics', ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']],
])('%s does these things with the table and no others', (construct, actions) => {
  expect(actionsOf(construct, 'dynamodb')).toEqual(actions);
});

test('the function that collects metrics may count what is in queues, and take nothing out of them', () => {
  // what it sends is the dead-letter message of its own run, when that failed
  expect(actionsOf('SchedulesCollectMetrics', 'sqs')).toEqual(['GetQueueAttributes', 'GetQueueUrl', 'SendMessage']);
});

test('timers are set by who answers for schedules and by the nightly job, in the group of the stack, and wake up one queue', () => {
  const ofGroup = rights.flatMap(({ id, statements }) =>
    statements.filter(({ Resource }) => JSON.stringify(Resource).includes(':scheduler:')).map((statement) => ({ id, statement })),
  );
  const timersRole = rights.find(({ id }) => id.startsWith('TimersRole'));

  expect(actionsOf('DoorsOwnersSchedules', 'scheduler')).toEqual(['CreateSchedule', 'DeleteSchedule', 'UpdateSchedule']);
  expect(actionsOf('SchedulesCleanUp', 'scheduler')).toEqual([
    'CreateSchedule',
    'DeleteSchedule',
    'GetSchedule',
    'ListSchedules',
    'UpdateSchedule',
  ]);
  expect(new Set(ofGroup.map(({ id }) => id.replace(/Role.*/, '')))).toEqual(
    new Set(['DoorsOwnersSchedules', 'SchedulesCleanUp']),
  );
  for (const { statement } of ofGroup)
    expect(JSON.stringify(statement.Resource)).toMatch(/schedule\/",\{"Ref":"TimersGroup\w*"\},"\/\*"/);
  expect(timersRole?.statements).toEqual([
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: [
        { 'Fn::GetAtt': [expect.stringMatching(/^IntakeIngestQueue/), 'Arn'] },
        { 'Fn::GetAtt': [expect.stringMatching(/^IntakeIngestDeadLettersQueue/), 'Arn'] },
      ],
    },
  ]);
});

test('the role of the timers is taken up by EventBridge Scheduler alone, for the group of the stack, and passed to nobody else', () => {
  const [role] = Object.entries(allOf(template, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('TimersRole'));
  const passing = rights.flatMap(({ statements }) => statements.filter(({ Action }) => Action === 'iam:PassRole'));

  expect(role?.[1].Properties.AssumeRolePolicyDocument).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^TimersGroup/), 'Arn'] } } },
      },
    ],
  });
  expect(passing).toHaveLength(2);
  for (const statement of passing)
    expect(statement).toMatchObject({
      Resource: { 'Fn::GetAtt': [role?.[0], 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
});

test('only the function that mints tokens may make their secret', () => {
  expect(actionsOf('DoorsUsers', 'ssm')).toEqual(['GetParameter', 'PutParameter']);
  expect(actionsOf('DoorsFeed', 'ssm')).toEqual(['GetParameter']);
  expect(actionsOf('DoorsPreferences', 'ssm')).toEqual(['GetParameter']);
  expect(JSON.stringify(rights).match(/parameter\/bellhop\/prod\/token-secret/g)).toHaveLength(3);
});

test('only functions that send e-mail may make the secret of links to unsubscribe, and only one other may read it', () => {
  expect(actionsOf('DeliveryDeliverEmail', 'ssm')).toEqual(['GetParameter', 'PutParameter']);
  expect(actionsOf('DeliveryDeliverBulkEmail', 'ssm')).toEqual(['GetParameter', 'PutParameter']);
  expect(actionsOf('DoorsUnsubscribe', 'ssm')).toEqual(['GetParameter']);
  expect(JSON.stringify(rights).match(/parameter\/bellhop\/prod\/unsubscribe-secret/g)).toHaveLength(3);
});

test("with an issuer of the owner's own, API Gateway checks users' tokens and nobody may read the secret", async () => {
  const { template: issued } = await synthesized({
    stage: 'dev',
    fromAddress: 'hello@example.com',
    tokenIssuer: 'https://login.example.com/',
    push: 'on',
  });
  const guarded = Object.values(allOf(issued, 'AWS::ApiGatewayV2::Route')).filter(
    ({ Properties }) => Properties.AuthorizationType === 'JWT',
  );

  expect(guarded.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(
    Object.values(routes)
      .filter(({ caller }) => caller === 'user')
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
  expect(JSON.stringify(Object.values(allOf(issued, 'AWS::IAM::Policy')))).not.toContain('token-secret');
  expect(Object.values(allOf(issued, 'AWS::ApiGatewayV2::Authorizer'))).toMatchObject([
    { Properties: { JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['bellhop'] } } },
  ]);
});
