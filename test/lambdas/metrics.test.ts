import { metrics } from '../../lambdas/shell/metrics.ts';

test('a measurement is one line of JSON in the embedded metric format', () => {
  const lines: string[] = [];
  const measure = metrics('prod', { now: () => 1_900_000_000_000, write: (line) => void lines.push(line) });

  measure('SmsBudgetUsed', 81.5);

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1_900_000_000_000,
        CloudWatchMetrics: [{ Namespace: 'Bellhop', Dimensions: [['stage']], Metrics: [{ Name: 'SmsBudgetUsed' }] }],
      },
      stage: 'prod',
      SmsBudgetUsed: 81.5,
    },
  ]);
});

test('a measurement of a kind counts for the stage, and for the kind alone', () => {
  const lines: string[] = [];

  metrics('prod', { now: () => 0, write: (line) => void lines.push(line) })('StuckWork', 2, 'held');

  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Dimensions: [['stage'], ['stage', 'kind']], Metrics: [{ Name: 'StuckWork' }] }] },
    stage: 'prod',
    kind: 'held',
    StuckWork: 2,
  });
});
