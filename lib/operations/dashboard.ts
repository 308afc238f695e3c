import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  PeriodOverride,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import { deadLettersOf, type Watched, workQueuesOf } from './watched.ts';

const period = Duration.minutes(5);
/** A dashboard has 24 columns. */
const [whole, half] = [24, 12];

/**
 * What runs, on one page of CloudWatch: alarms, queues, what sends, jobs and the API. It is there only with the setting `dashboard`, as
 * a dashboard costs $3 a month beyond three: https://aws.amazon.com/cloudwatch/pricing/
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: Watched) {
    super(scope, id);
    const { alarms, delivery, jobs } = props;
    const queues = workQueuesOf(props).map(({ queue }) => queue);
    const deadLetters = [...deadLettersOf(props), jobs.deadLetters.queue];

    new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.raised], width: whole })],
        [
          graph(
            'Waiting in queues',
            queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ label: queue.node.path, period })),
          ),
          graph(
            'Oldest in queues, seconds',
            queues.map((queue) => queue.metricApproximateAgeOfOldestMessage({ label: queue.node.path, period })),
          ),
        ],
        [
          graph(
            'Dead-letter messages',
            deadLetters.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ label: queue.node.path, period })),
          ),
          graph('Stuck work', [alarms.metric('StuckWork', Stats.MAXIMUM)]),
        ],
        runsAndErrors('Senders', delivery.handlers),
        runsAndErrors('Jobs', jobs.handlers),
        apiRow(props),
      ],
    });
  }
}

function runsAndErrors(what: string, handlers: Readonly<Record<string, HandlerFunction>>): IWidget[] {
  const each = Object.entries(handlers);
  return [
    graph(
      `${what}: runs`,
      each.map(([label, handler]) => handler.function.metricInvocations({ label, period })),
    ),
    graph(
      `${what}: errors`,
      each.map(([label, handler]) => handler.function.metricErrors({ label, period })),
    ),
  ];
}

function apiRow({ api: { http } }: Watched): IWidget[] {
  const faults = [http.metricClientError({ label: '4xx', period }), http.metricServerError({ label: '5xx', period })];
  return [
    graph('API: calls', [http.metricCount({ label: 'calls', period }), ...faults]),
    graph('API: p95, ms', [http.metricLatency({ label: 'latency', statistic: 'p95', period })]),
  ];
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: half });
}
