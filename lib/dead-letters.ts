import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, alarmPeriod } from './alarms.ts';
import type { Door } from './door.ts';

export type DeadLettersProps = {
  alarms: Alarms;
  /** What is broken while letters lie here, in one sentence without a full stop. */
  ifThisFails: string;
  /** The heading's anchor in `docs/runbook.md`. */
  article: string;
};

/** Where work waits that could not be done, for two weeks, with an alarm from the first letter on. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms, ifThisFails, article }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // counted from when the message was first sent, so it has to outlast the four days of the queue it came from
      retentionPeriod: Duration.days(14),
    });
    alarms.raise(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'max' }),
      above: 0,
      ifThisFails,
      article,
    });
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason: 'This is a dead-letter queue itself.' },
      { id: 'Serverless-SQSRedrivePolicy', reason: 'This is a dead-letter queue itself.' },
    );
  }

  /** Lets a consumer put here what can never succeed. */
  letAdd(door: Door): void {
    door.set('DEAD_LETTER_QUEUE_URL', this.queue.queueUrl);
    door.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
