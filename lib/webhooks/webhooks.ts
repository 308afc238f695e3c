import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';
import type { Alarms } from '../operations/alarms.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';
import type { WebhookSecret } from './webhook-secret.ts';

export type WebhooksProps = { stage: Stage; codeOf: CodeOf; storage: Storage; alarms: Alarms; secret: WebhookSecret };

/** Calls webhooks: webhooks' queue → deliver-webhook → the receiver. It is there only with the setting `webhooks`. */
export class Webhooks extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, alarms, secret }: WebhooksProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', {
      stage,
      urlSetting: 'WEBHOOKS_QUEUE_URL',
      ifThisFails: 'Webhooks are not told of some events until they are redriven',
    });
    const handler = new HandlerFunction(this, 'Deliver', {
      handler: 'webhooks/deliver-webhook',
      codeOf,
      stage,
      timeoutSeconds: stage.queueTimeoutSeconds,
    });
    this.work.feed(handler);
    storage.grant(handler, 'deliverWebhooks');
    secret.grantSign(handler);
    addReach(handler, stage);
    handler.set('PROVIDER_TIMEOUT_SECONDS', stage.queueTimeoutSeconds / 3); // a batch is called all at once
    alarms.raise(this, 'Disabled', {
      metric: alarms.metric('WebhooksDisabled', Stats.SUM),
      above: 0,
      ifThisFails: 'A webhook is told of nothing more: it answered that it is gone, or failed for five days',
      article: 'webhook-disabled',
    });
  }
}

/** Says where webhooks may be. */
export function addReach(handler: HandlerFunction, { webhooksToLoopback }: Stage): void {
  if (webhooksToLoopback) handler.set('WEBHOOKS_TO_LOOPBACK', 'yes');
}
