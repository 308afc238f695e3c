import { Construct } from 'constructs';
import type { Delivery } from '../delivery/delivery.ts';
import { type CodeOf, Door } from '../handlers/handler-function.ts';
import { WorkQueue } from '../handlers/work-queue.ts';
import { tellAttention } from '../planning/frequency-cap-environment.ts';
import { tellDefaults } from '../preferences/defaults-environment.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type IntakeProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  storage: Storage;
  delivery: Delivery;
};

/** Dispatch: ingest queue → ingest → inbox, and the queues of each channel. */
export class Intake extends Construct {
  readonly ingest: WorkQueue;

  constructor(scope: Construct, id: string, { stage, owner, codeOf, storage, delivery }: IntakeProps) {
    super(scope, id);
    this.ingest = new WorkQueue(this, 'Ingest', {
      stage,
      urlSetting: 'INGEST_QUEUE_URL',
      ifThisFails: 'Notifications that were accepted reach no inbox, mailbox or phone until they are redriven',
    });

    const timeoutSeconds = stage.queueTimeoutSeconds;
    const door = new Door(this, 'Dispatch', { door: 'publishing/ingest', codeOf, stage, timeoutSeconds, mayRecur: true });
    this.ingest.feed(door);
    this.ingest.letSend(door); // a publish to many comes back as one message a user
    delivery.letQueue(door);
    delivery.reportTo(this.ingest);
    storage.letDispatch(door);
    tellDefaults(door, owner);
    tellAttention(door, owner);
    door.set('RETENTION_DAYS', stage.retentionDays);
    door.set('RETENTION_DAYS_BY_CATEGORY', owner.retentionDays);
    door.set('RETRY_WINDOW_SECONDS', stage.retryWindowSeconds);
  }
}
