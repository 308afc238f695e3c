import * as z from 'zod';
import { Batch } from '../batches/batch.ts';
import { OwnedCancellationKey, OwnedTopic } from '../tenants/owned-ids.ts';
import { Channel, NotificationId, Priority, RequestId, VariantName, WorkflowKey } from '../values.ts';
import { WebhookId } from '../webhooks/ids.ts';
import { Actor } from './actor.ts';
import { version } from './message-version.ts';

/** What every message carries that is about one run of a workflow, as it was accepted. */
export const run = {
  version,
  requestId: RequestId,
  requestedAt: z.iso.datetime(),
  workflow: WorkflowKey,
  data: z.record(z.string(), z.unknown()),
  actor: Actor.optional(),
  priority: Priority.optional(),
  channels: z.array(Channel).optional(),
  sendAt: z.iso.datetime().optional(),
  expiresAt: z.iso.datetime().optional(),
  cancellationKey: OwnedCancellationKey.optional(),
  callback: WebhookId.optional(),
  failureCallback: WebhookId.optional(),
  test: z.boolean(),
  topic: OwnedTopic.optional(),
  /** It is one of a broadcast: then its e-mails are bulk. */
  broadcast: z.literal(true).optional(),
  /** The notification that this one is, sent again. */
  resentFrom: NotificationId.optional(),
  /** The variant that it showed, which it shows again. */
  variant: VariantName.optional(),
  /** The batch that it told of, which it tells of again. */
  batch: Batch.optional(),
};
