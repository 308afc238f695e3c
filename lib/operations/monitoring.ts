import { Duration, Fn } from 'aws-cdk-lib';
import { type Alarm, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Api } from '../http/api.ts';
import { deadLettersOf, type Watched, workQueuesOf } from './watched.ts';

/**
 * Raises the alarms that a person is called for, beside those that a channel raises by itself. `collect-metrics` reports what
 * there is to see; alarms watch that, and AWS's own metrics. What alarms cost: docs/decisions/0047.
 */
export class Monitoring extends Construct {
  /** What an upgrade may be rolled back by: docs/decisions/0100. */
  readonly functionsFail: Alarm;

  constructor(scope: Construct, id: string, props: Watched) {
    super(scope, id);
    grantCollectMetrics(props.jobs.handlers['collect-metrics'], props);
    this.functionsFail = this.watchWork(props);
    props.delivery.raiseAlarms(this);
  }

  private watchWork({ alarms, api }: Watched): Alarm {
    alarms.raise(this, 'Backlog', {
      metric: alarms.metric('Backlog', Stats.MAXIMUM),
      above: 100,
      periods: 3, // a publish to thousands is worked off before that
      ifThisFails:
        'Notifications are late: a queue has more than 1,000 records, or one older than half an hour, or nobody takes any',
      article: 'a-queue-is-behind',
    });
    alarms.raise(this, 'DeadLetters', {
      metric: alarms.metric('DeadLetters', Stats.MAXIMUM),
      above: 0,
      ifThisFails: 'Something could not be done and was put aside: it stays undone until somebody redrives it',
      article: 'dead-letter-messages',
    });
    alarms.raise(this, 'JobsMissed', {
      metric: alarms.metric('JobsMissed', Stats.MAXIMUM),
      above: 0,
      periods: 2, // what is stuck is found within 50 minutes, and rings within the hour
      silence: 'rings',
      ifThisFails:
        'A scheduled job does not get done, or a message or digest is stuck, or the job that watches everything else does not run',
      article: 'missed-jobs',
    });
    return alarms.raise(this, 'FunctionsFail', {
      metric: failingShare(api),
      above: 10,
      ifThisFails: 'More than a tenth of all calls fail, or one function keeps failing',
      article: 'functions-fail',
    });
  }
}

/** Lets the job count every queue, ask for the quota of e-mail, and read the sender's rates and what is paused. */
function grantCollectMetrics(handler: HandlerFunction, props: Watched): void {
  const { delivery, jobs, storage } = props;
  for (const queue of workQueuesOf(props)) queue.grantCount(handler);

  const deadLetterMessages = deadLettersOf(props);
  const missedJobs = jobs.deadLetters.queue;
  handler.set(
    'DEAD_LETTER_QUEUE_URLS',
    Fn.join(
      ',',
      deadLetterMessages.map(({ queueUrl }) => queueUrl),
    ),
  );
  handler.set('MISSED_JOBS_QUEUE_URL', missedJobs.queueUrl);
  handler.allow(
    ['sqs:GetQueueAttributes'],
    [...deadLetterMessages, missedJobs].map(({ queueArn }) => queueArn),
  );

  storage.grant(handler, 'collectMetrics');
  delivery.channels.email.grantReadQuota(handler);
}

/**
 * The share of calls that failed, in percent. Lambda's metrics without a function's name sum up all functions of the account and
 * region, which should be one stage's alone. A queue tries what its function fails at every three minutes, so ten failures in half
 * an hour are a function that always fails, however many calls the others answer meanwhile.
 */
function failingShare({ http }: Api): MathExpression {
  const period = Duration.minutes(30);
  const lambda = (metricName: string) => new Metric({ namespace: 'AWS/Lambda', metricName, statistic: Stats.SUM, period });
  return new MathExpression({
    expression:
      'IF(FILL(errors, 0) >= 10, 100, IF(FILL(errors, 0) + FILL(refused, 0) < 3, 0, 100 * (FILL(errors, 0) + FILL(refused, 0)) / calls))',
    usingMetrics: {
      errors: lambda('Errors'),
      calls: lambda('Invocations'),
      refused: http.metricServerError({ statistic: Stats.SUM, period }),
    },
    period,
  });
}
