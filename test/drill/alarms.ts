import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { synthesisFolderFor, synthesize } from '../../local/synthesize.ts';
import { allOf, type Template } from '../lib/template.ts';
import { until } from './count.ts';
import type { DrillSystem } from './drill-system.ts';

/** A line of a function's log that CloudWatch would make a metric of. */
const Measured = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.tuple([z.object({ Metrics: z.tuple([z.object({ Name: z.string() })]) })]),
  }),
});
type Measurement = { name: string; value: number };

/** An alarm on a metric of our own, as the template has it. */
const OwnAlarm = z.object({
  Namespace: z.literal('Bellhop'),
  MetricName: z.string(),
  Statistic: z.enum(['Maximum', 'Sum']),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  AlarmDescription: z.string(),
});
type OwnAlarm = z.infer<typeof OwnAlarm>;

/** Collects metrics as every five minutes on AWS. A fault does so as well while it lasts, when an alarm would have rung by then. */
export async function collectMetrics(localSystem: DrillSystem): Promise<void> {
  const startedAt = Date.now();
  const { status } = await localSystem.local('POST', '/run', { job: 'collect-metrics' });
  if (status !== 200) throw new Error('metrics could not be collected');
  await until('the log has the metrics that were collected', async () =>
    measuredSince(localSystem, startedAt).some(({ name }) => name === 'JobsMissed'),
  );
}

/**
 * Which alarms have been up since then, by their articles in the runbook. Metrics are collected first. What has to last before an alarm rings
 * has to be there each time that it was measured, and AWS's own metrics are left out.
 */
export async function alarmsUp(localSystem: DrillSystem, since: Date): Promise<string[]> {
  await collectMetrics(localSystem);
  const measured = measuredSince(localSystem, since.getTime());
  const up = (await ownAlarms(localSystem)).filter((alarm) => isUp(alarm, measured));
  return up.map(({ AlarmDescription }) => AlarmDescription.split('#')[1] ?? '');
}

/** The alarms of the template that runs. */
async function ownAlarms({ settings }: DrillSystem): Promise<OwnAlarm[]> {
  const { template } = await synthesize(synthesisFolderFor(settings), settings);
  const alarms = Object.values(allOf(template as Template, 'AWS::CloudWatch::Alarm')).flatMap(
    ({ Properties }) => OwnAlarm.safeParse(Properties).data ?? [],
  );
  if (alarms.length === 0) throw new Error('the template has no alarms');
  return alarms;
}

function isUp({ MetricName, Statistic, Threshold, EvaluationPeriods }: OwnAlarm, measured: readonly Measurement[]): boolean {
  const values = measured.filter(({ name }) => name === MetricName).map(({ value }) => value);
  if (EvaluationPeriods > 1) return values.length > 0 && values.every((value) => value > Threshold); // the system measures by itself too
  return (Statistic === 'Sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values)) > Threshold;
}

function measuredSince({ dataFolder }: DrillSystem, since: number): Measurement[] {
  const logs = join(dataFolder, 'logs');
  const lines = readdirSync(logs).flatMap((file) => readFileSync(join(logs, file), 'utf8').split('\n'));
  return lines.filter((line) => line.includes('"_aws"')).flatMap((line) => toMeasurement(line, since));
}

function toMeasurement(line: string, since: number): Measurement[] {
  const measured = Measured.parse(JSON.parse(line.slice(line.indexOf('{'))));
  const { Timestamp, CloudWatchMetrics } = measured._aws;
  const name = CloudWatchMetrics[0].Metrics[0].Name;
  return Timestamp < since ? [] : [{ name, value: z.number().parse(measured[name]) }];
}
