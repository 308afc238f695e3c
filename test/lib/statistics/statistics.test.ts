import { matches } from '../../../local/emulators/providers/event-pattern.ts';
import { synthesized } from '../synthesized.ts';
import { allOf, idOf } from '../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com' };
const { template } = await synthesized(settings);
const [mapping = {}] = Object.values(allOf(template, 'AWS::Lambda::EventSourceMapping'))
  .map(({ Properties }) => Properties)
  .filter(({ FunctionName }) => idOf(FunctionName).startsWith('StatisticsCount'));

test('changes are gathered for five minutes, up to a thousand, and their shard is told, which takes a window', () => {
  const { Filters } = mapping.FilterCriteria as { Filters: object[] };
  const destination = idOf((mapping.DestinationConfig as { OnFailure: { Destination: unknown } }).OnFailure.Destination);

  expect(mapping).toMatchObject({
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 1000,
    MaximumBatchingWindowInSeconds: 300,
    TumblingWindowInSeconds: 900,
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: false,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect(Filters.length).toBeLessThanOrEqual(5); // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
  expect(destination).toMatch(/^StatisticsChangesDeadLetters/);
  expect(template.Outputs.StatisticsDeadLettersUrl?.Value).toEqual({ Ref: destination });
});

test.each([
  ['INSERT', 'N#01', 'META', true],
  ['MODIFY', 'N#01', 'M#email', true],
  ['REMOVE', 'N#01', 'M#email', false],
  ['INSERT', 'U#ada', 'N#01', false],
  ['MODIFY', 'U#ada', 'N#01', true],
  ['MODIFY', 'U#ada', 'USER', true],
  ['MODIFY', 'U#ada', 'DIGEST#daily', false],
  ['MODIFY', 'STATS#2030-03-15', 'greeting#general#email#-', false],
  ['INSERT', 'COUNTED#shardId-1', '-', false],
])('%s of %s %s starts the function: %s', (eventName, pk, sk, isWanted) => {
  const { Filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
  const record = { eventName, dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } };

  expect(Filters.some(({ Pattern }) => matches(JSON.parse(Pattern), record))).toBe(isWanted);
});

test('over a table whose stream its owner has not named there are no statistics, and all else is there', async () => {
  const own = await synthesized({ ...settings, tableName: 'the-owners' });
  const mappings = Object.values(allOf(own.template, 'AWS::Lambda::EventSourceMapping'));

  expect(mappings.filter(({ Properties }) => Properties.StartingPosition !== undefined)).toEqual([]);
  expect(own.template.Outputs.StatisticsDeadLettersUrl).toBeUndefined();
  expect(mappings.length).toBeGreaterThan(0);
});
