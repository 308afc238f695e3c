import { Construct } from 'constructs';
import { addFilesEnvironment } from '../channels/email/grant-read-files.ts';
import type { Live } from '../channels/inbox/live.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';
import { addFrequencyCapEnvironment } from '../planning/frequency-cap-environment.ts';
import { addDefaultsEnvironment } from '../preferences/defaults-environment.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type IntakeProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  storage: Storage;
  delivery: Delivery;
  live: Live | undefined;
};

/** Dispatches notifications: ingest queue → ingest → inbox, and the queues of each channel. */
export class Intake extends Construct {
  readonly ingest: WorkQueue;
  private readonly owner: OwnerSettings;

  constructor(scope: Construct, id: string, { stage, owner, codeOf, storage, delivery, live }: IntakeProps) {
    super(scope, id);
    this.owner = owner;
    this.ingest = new WorkQueue(this, 'Ingest', {
      stage,
      urlSetting: 'INGEST_QUEUE_URL',
      ifThisFails: 'Notifications that were accepted reach no inbox, mailbox or phone until they are redriven',
    });

    const timeoutSeconds = stage.queueTimeoutSeconds;
    const handler = new HandlerFunction(this, 'Dispatch', {
      handler: 'publishing/ingest',
      codeOf,
      stage,
      timeoutSeconds,
      mayRecur: true,
    });
    this.ingest.feed(handler);
    this.ingest.grantSend(handler); // a publish to many comes back as one message a user
    delivery.grantQueue(handler);
    delivery.reportTo(this.ingest);
    storage.grant(handler, 'dispatch');
    live?.grantAnnounce(handler);
    addDefaultsEnvironment(handler, owner);
    addFrequencyCapEnvironment(handler, owner);
    this.addFilesEnvironment(handler);
    handler.set('RETENTION_DAYS', stage.retentionDays);
    handler.set('RETENTION_DAYS_BY_CATEGORY', owner.retentionDays);
    handler.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
  }

  /** Lets a function queue what is published, once it has checked it. */
  grantPublish(handler: HandlerFunction): void {
    this.ingest.grantSend(handler);
    this.addFilesEnvironment(handler);
  }

  /** Tells a function where files of e-mails may lie. */
  addFilesEnvironment(handler: HandlerFunction): void {
    addFilesEnvironment(handler, this.owner.attachmentBuckets);
  }
}
