import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SettingName } from '../../contract/settings.ts';
import type { Stage } from '../stage.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { HandlerFunction } from './handler-function.ts';

export type WorkQueueProps = {
  stage: Stage;
  /** The setting that tells a sender where this queue is. */
  urlSetting: SettingName;
  /** What is broken while its work is not done, in one sentence without a full stop. */
  ifThisFails: string;
};

/** Makes a queue of work, which has one consumer and a dead-letter queue. `Monitoring` sees to it that neither is forgotten. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;
  private readonly stage: Stage;
  private readonly urlSetting: SettingName;

  constructor(scope: Construct, id: string, { stage, urlSetting, ifThisFails }: WorkQueueProps) {
    super(scope, id);
    this.stage = stage;
    this.urlSetting = urlSetting;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { ifThisFails });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // six function time-outs: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * stage.queueTimeoutSeconds),
      // the last resort: consumers give up and put aside by themselves, but a used-up quota may send a record back for two days
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: 200 },
    });
  }

  /** Lets a function put work here. */
  grantSend(handler: HandlerFunction): void {
    handler.set(this.urlSetting, this.queue.queueUrl);
    handler.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Lets a function count what waits here. */
  grantCount(handler: HandlerFunction): void {
    handler.set(this.urlSetting, this.queue.queueUrl);
    handler.allow(['sqs:GetQueueAttributes'], [this.queue.queueArn]);
  }

  /** Makes a function the consumer: batches of ten, each record failing for itself. */
  feed(handler: HandlerFunction): void {
    handler.set('OWN_QUEUE_URL', this.queue.queueUrl);
    handler.set('UPGRADE_SECONDS', this.stage.upgradeSeconds);
    this.deadLetters.grantAdd(handler);
    handler.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: this.stage.queueConcurrency,
      }),
    );
    Validations.of(handler).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Lambda takes no failure destination for an SQS source; the queue has its own dead-letter queue.',
    });
  }
}
