import { metricNamespace } from '../../contract/operations/metrics.ts';
import type { Measure } from '../../core/operations/ports/metrics.ts';

/**
 * Reports measurements as log lines that CloudWatch makes metrics of, with no call and no right needed.
 * Format: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metrics(stage: string, { now = Date.now, write = writeLine } = {}): Measure {
  return (name, value, kind) => {
    const Dimensions = kind === undefined ? [['stage']] : [['stage'], ['stage', 'kind']];
    const directive = { Namespace: metricNamespace, Dimensions, Metrics: [{ Name: name }] };
    write(JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [directive] }, stage, kind, [name]: value }));
  };
}

/** Writes past `console`, whose lines Lambda wraps: CloudWatch looks for `_aws` at the top of a line. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
