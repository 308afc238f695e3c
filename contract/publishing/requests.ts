import * as z from 'zod';
import { Audience, RatePerMinute } from '../broadcasts/audience.ts';
import { CancellationKey } from '../cancellation/cancellation-key.ts';
import { Cursor } from '../http/cursor.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { TopicName } from '../topics/topics.ts';
import { Channel, Instant, MessageStatus, NotificationId, Reason, RecipientId, RequestId, WorkflowKey } from '../values.ts';
import { countedNotifications } from './counted-notifications.ts';
import { Refusal } from './publish.ts';

/** One notification of a request. No messages: it is not dispatched yet, or its user was deleted; then there is no user either. */
export const RequestedNotification = z
  .strictObject({
    id: NotificationId,
    tenant: tenantBeside,
    user: RecipientId.optional(),
    messages: z.array(z.strictObject({ channel: Channel, status: MessageStatus, reason: Reason.optional() })),
  })
  .meta({ id: 'RequestedNotification' });
export type RequestedNotification = z.infer<typeof RequestedNotification>;

/**
 * How many messages of a request have which status, by channel: over its first `notifications`, of which `not_dispatched` have none.
 * They cover the whole request when `notifications` is what it `accepted`.
 */
export const RequestCounts = z
  .strictObject({
    notifications: z.int().min(0).max(countedNotifications),
    not_dispatched: z.int().min(0),
    messages: z.partialRecord(Channel, z.partialRecord(MessageStatus, z.int().min(1))),
  })
  .meta({ id: 'RequestCounts', example: { notifications: 3, not_dispatched: 1, messages: { email: { sent: 1, bounced: 1 } } } });
export type RequestCounts = z.infer<typeof RequestCounts>;

/** How far a request to an audience is: how many users have been looked at, and whether more will be. Canceling its key stops it. */
const BroadcastProgress = z
  .strictObject({
    audience: Audience,
    rate_per_minute: RatePerMinute.optional(),
    /** The one that was given, or else the request's id. */
    cancellation_key: CancellationKey.optional(),
    looked_at: z.int().min(0),
    state: z.enum(['running', 'done', 'stopped']),
  })
  .meta({ id: 'BroadcastProgress' });

/**
 * What became of a publish. `accepted` is how many notifications it makes, as far as it is fanned out. What was refused, and the
 * counts, are on the first page only.
 */
export const RequestAnswer = z
  .strictObject({
    id: RequestId,
    workflow: WorkflowKey,
    tenant: tenantBeside,
    topic: TopicName.optional(),
    test: z.boolean(),
    created_at: Instant,
    accepted: z.int().min(0),
    /** Of a request to an audience. */
    broadcast: BroadcastProgress.optional(),
    /** False while subscribers of its topic, or users of its audience, are still being found. */
    fanned_out: z.boolean(),
    refused: z.array(Refusal),
    counts: RequestCounts.optional(),
    notifications: z.array(RequestedNotification),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'Request' });
export type RequestAnswer = z.infer<typeof RequestAnswer>;
