import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';

type Alarm = LocalAnswers['GET /local/alarms']['data'][number];

const order: Alarm['state'][] = ['alarm', 'unknown', 'ok'];
const states: Readonly<Record<string, Alarm['state']>> = { OK: 'ok', ALARM: 'alarm', INSUFFICIENT_DATA: 'unknown' };

/**
 * Reads the alarms that tell a topic, those that are up first, each with what it means.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html (ActionPrefix)
 */
export async function readAlarms(topicArn: string, client = new CloudWatchClient({ maxAttempts: 2 })): Promise<Alarm[]> {
  const alarms: Alarm[] = [];
  try {
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { ActionPrefix: topicArn }))
      alarms.push(...MetricAlarms.map(toAlarm));
  } finally {
    client.destroy();
  }
  return alarms.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.title.localeCompare(b.title));
}

/** What it means is in its description: a sentence, and the article of the runbook, as the stack writes them. */
function toAlarm({ AlarmName = '', AlarmDescription = '', StateValue, ...alarm }: MetricAlarm): Alarm {
  const [, sentence = AlarmDescription, article] =
    /^(.*?)\. What to do: docs\/runbook\.md#([\w-]+)$/s.exec(AlarmDescription) ?? [];
  return {
    name: AlarmName,
    title: article === undefined ? AlarmName : titleOf(article),
    state: states[StateValue ?? ''] ?? 'unknown',
    ...(alarm.StateTransitionedTimestamp && { since: alarm.StateTransitionedTimestamp.toISOString() }),
    ...(sentence !== '' && { sentence: `${sentence}.` }),
    ...(article !== undefined && { article: `docs/runbook.md#${article}` }),
  };
}

/** The heading that the anchor is of, as far as it can be told: `a-queue-is-behind` is `A queue is behind`. */
function titleOf(article: string): string {
  const words = article.replaceAll('-', ' ').replace(/^sms\b/, 'SMS');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
