import { Duration, Validations } from 'aws-cdk-lib';
import { type CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

export type DeadLetterQueueProps = {
  /** What is broken while messages lie here, in one sentence without a full stop; the template says it beside the queue. */
  ifThisFails: string;
};

/** Where work waits that could not be done, for two weeks. `Monitoring` counts what lies here. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { ifThisFails }: DeadLetterQueueProps) {
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
  grantAdd(handler: HandlerFunction): void {
    handler.set('DEAD_LETTER_QUEUE_URL', this.queue.queueUrl);
    handler.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }
}
