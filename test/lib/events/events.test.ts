import { toItemChange } from '../../../adapters/dynamodb/events/stream-record.ts';
import { matches, refuseUnknownOperators } from '../../../local/emulators/providers/event-pattern.ts';
import { synthesized } from '../synthesized.ts';
import { allOf, idOf } from '../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com', events: 'on' };
const { template } = await synthesized(settings);
const [mapping = {}] = Object.values(allOf(template, 'AWS::Lambda::EventSourceMapping'))
  .map(({ Properties }) => Properties)
  .filter(({ FunctionName }) => idOf(FunctionName).startsWith('EventsTellChanges'));
const { Filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
const patterns = Filters.map(({ Pattern }) => JSON.parse(Pattern));

test('the function reads the stream in order, for twelve hours, and what it cannot do is named in a queue that is counted', () => {
  const [table] = Object.keys(allOf(template, 'AWS::DynamoDB::Table'));
  const { DestinationConfig, ...properties } = mapping;
  const destination = idOf((DestinationConfig as { OnFailure: { Destination: unknown } }).OnFailure.Destination);
  const collector = Object.values(allOf(template, 'AWS::Lambda::Function')).find(({ Properties }) =>
    String(Properties.Description).endsWith('collect-metrics.ts'),
  );

  expect(properties).toMatchObject({
    EventSourceArn: { 'Fn::GetAtt': [table, 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRecordAgeInSeconds: 12 * 3600,
    MaximumBatchingWindowInSeconds: 5,
  });
  expect(destination).toMatch(/^EventsChangesDeadLetters/);
  expect(JSON.stringify(collector?.Properties.Environment)).toContain(`{"Ref":"${destination}"}`);
  expect(template.Outputs.EventsDeadLettersUrl?.Value).toEqual({ Ref: destination });
});

test.each([
  ['INSERT', 'N#01', 'META', true],
  ['MODIFY', 'N#01', 'M#email', true],
  ['REMOVE', 'N#01', 'M#email', false],
  ['INSERT', 'N#01', 'GRANT#sms', false],
  ['INSERT', 'U#ada', 'N#01', false],
  ['MODIFY', 'U#ada', 'N#01', true],
  ['MODIFY', 'U#ada', 'USER', true],
  ['MODIFY', 'U#ada', 'DIGEST#daily', false],
  ['INSERT', 'S#ab', '-', true],
  ['REMOVE', 'S#ab', '-', true],
  ['INSERT', 'SUPPRESSIONS', '2030#ab', false],
  ['MODIFY', 'C#sender#2030', '-', false],
])('of an %s of %s, %s the function is told: %s', (eventName, pk, sk, isTold) => {
  const Keys = { pk: { S: pk }, sk: { S: sk } };
  const dynamodb = { Keys, ApproximateCreationDateTime: 1, SequenceNumber: '1' };
  for (const pattern of patterns) refuseUnknownOperators(pattern);

  expect(toItemChange({ eventID: '1', dynamodb })).toMatchObject({ pk, sk });
  expect(patterns.some((pattern) => matches(pattern, { eventName, dynamodb }))).toBe(isTold);
});

test('no more filters than Lambda takes without being asked', () => {
  expect(patterns.length).toBeLessThanOrEqual(5); // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
});

test('it may put events on the one bus, read the one stream, and read notifications; nothing else', () => {
  const policies = Object.entries(allOf(template, 'AWS::IAM::Policy')).filter(([id]) => id.startsWith('EventsTellChanges'));
  const statements = policies.flatMap(
    ([, { Properties }]) =>
      (Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement,
  );
  const actions = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));

  expect(actions.sort()).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'events:PutEvents',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:SendMessage',
  ]);
  expect(JSON.stringify(statements)).not.toContain('"Resource":"*"');
});

test('what the function puts on the bus does not come back as a publish', () => {
  const [rule] = Object.values(allOf(template, 'AWS::Events::Rule')).filter(
    ({ Properties }) => Properties.EventBusName !== undefined,
  );
  const event = { source: 'bellhop', 'detail-type': 'notification.accepted', detail: {} };

  expect(matches(rule?.Properties.EventPattern as Record<string, unknown>, event)).toBe(false);
});

test("of a table of the owner's own they are read from the stream that the owner names, and refused without one", async () => {
  const tableStreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2030-03-31T01:30:00.000';
  const { template: restored } = await synthesized({ ...settings, tableName: 'restored', tableStreamArn });

  expect(JSON.stringify(Object.values(allOf(restored, 'AWS::Lambda::EventSourceMapping')))).toContain(tableStreamArn);
  await expect(synthesized({ ...settings, tableName: 'restored' })).rejects.toThrow('set tableStreamArn as well');
  await expect(synthesized({ ...settings, tableName: 'other', tableStreamArn })).rejects.toThrow('setting tableStreamArn');
});
