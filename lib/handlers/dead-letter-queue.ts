import { Duration, Validations } from 'aws-cdk-lib';
import { type CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Door } from './handler-function.ts';

export type DeadLettersProps = {
  /** What is broken while letters lie here, in one sentence without a full stop; the template says it beside the queue. */
  ifThisFails: string;
};

/** Where work waits that could not be done, for two weeks. `Watch` counts what lies here. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { ifThisFails }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // counted from when the message was first sent, so it has to outlast the four days of the queue it came from
      retentionPeriod: Duration.days(14),
    });
    (this.queue.node.defaultChild as CfnQueue).addMetadata('ifThisFails', ifThisFails);
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
