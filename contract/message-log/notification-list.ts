import * as z from 'zod';
import { CancellationKey } from '../cancellation/cancellation-key.ts';
import { Cursor, Limit } from '../http/cursor.ts';
import { Address } from '../suppressions/suppressions.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { TopicName } from '../topics/topics.ts';
import {
  Category,
  Channel,
  Instant,
  MessageStatus,
  NotificationId,
  Reason,
  RecipientId,
  RequestId,
  UserId,
  WorkflowKey,
} from '../values.ts';

/** How many notifications one call looks at, at most. */
export const mostExamined = 200; // 800 items are read in a third of a second

const TestFlag = z
  .stringbool({ truthy: ['true'], falsy: ['false'] })
  .meta({ override: { type: 'boolean' } })
  .optional();

/** What notifications are filtered by, all of it at once. `channel` and `status` are of the same message. */
export const notificationFilter = {
  user: UserId.optional(),
  workflow: WorkflowKey.optional(),
  category: Category.optional(),
  channel: Channel.optional(),
  status: MessageStatus.optional(),
  topic: TopicName.optional(),
  cancellation_key: CancellationKey.optional(),
  request: RequestId.optional(),
  address: Address.meta({
    description: 'An e-mail address or phone number that a message went to, however it is spelt',
  }).optional(),
  since: Instant.meta({ description: 'Requested at or after this instant' }).optional(),
  until: Instant.meta({ description: 'Requested before this instant' }).optional(),
};

/** Which notifications to list. */
export const NotificationQuery = z.strictObject({
  ...notificationFilter,
  test: TestFlag.meta({ description: 'Only those of test keys, or only the others', override: { type: 'boolean' } }),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type NotificationQuery = z.infer<typeof NotificationQuery>;
export type NotificationFilter = Omit<NotificationQuery, 'limit' | 'cursor'>;

/** A notification in a list: where it stands on each channel, without its address and its text. */
export const ListedNotification = z
  .strictObject({
    id: NotificationId,
    request: RequestId,
    tenant: tenantBeside,
    user: RecipientId,
    workflow: WorkflowKey,
    category: Category,
    topic: TopicName.optional(),
    test: z.boolean(),
    created_at: Instant,
    channels: z.array(z.strictObject({ channel: Channel, status: MessageStatus, reason: Reason.optional() })),
  })
  .meta({ id: 'ListedNotification' });
export type ListedNotification = z.infer<typeof ListedNotification>;

/**
 * A page of notifications, newest first. It may be short, even empty, and have a `next_cursor`: one call looks at 200 notifications at
 * most, whatever they are filtered by.
 */
export const NotificationPage = z
  .strictObject({ data: z.array(ListedNotification), next_cursor: Cursor.optional() })
  .meta({ id: 'NotificationPage' });
export type NotificationPage = z.infer<typeof NotificationPage>;
