import * as z from 'zod';
import { Cursor } from '../http/cursor.ts';
import { besideOtherFaults, besideOtherFaultsOfList } from '../http/refine.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { Channel, NotificationId, RecipientId, RequestId, WorkflowKey } from '../values.ts';
import { notificationFilter } from './notification-list.ts';

const Channels = z
  .array(Channel)
  .min(1)
  .max(Channel.options.length)
  .refine((channels) => new Set(channels).size === channels.length, {
    error: 'must not repeat a channel',
    ...besideOtherFaultsOfList,
  });

/**
 * On which channels to send a notification again: without `channels` those that did not reach the user. A channel that did, or may have,
 * is named, and `confirm` is given.
 */
export const ResendRequest = z
  .strictObject({ channels: Channels.optional(), confirm: z.literal(true).optional() })
  .meta({ id: 'ResendRequest', example: { channels: ['email'] } });
export type ResendRequest = z.infer<typeof ResendRequest>;

/** The channels of those on which it will not be sent, as the user's address is suppressed there; absent for none. */
const suppressed = z.array(Channel).optional();

/** A notification that was sent again: the new one, and where to ask what became of it. */
export const ResendAnswer = z
  .strictObject({
    id: RequestId,
    status_url: z.string().meta({ example: '/v1/requests/req_01KAPJ4E3V5B2F8H1K4M7P9S3D' }),
    notification: NotificationId,
    resent_from: NotificationId,
    channels: z.array(Channel),
    suppressed,
  })
  .meta({ id: 'ResendAnswer' });
export type ResendAnswer = z.infer<typeof ResendAnswer>;

/** Which notifications to send again. A replay of everything there is nobody means, so something has to bound it. */
export const ReplayFilter = z
  .strictObject({ ...notificationFilter, test: z.boolean().optional() })
  .refine(
    ({ since, request, cancellation_key, user, address }) => [since, request, cancellation_key, user, address].some(Boolean),
    {
      path: ['since'],
      error: 'must be given, or else "request", "cancellation_key", "user" or "address"',
      ...besideOtherFaults,
    },
  )
  .meta({ id: 'ReplayFilter', example: { workflow: 'message', status: 'failed', since: '2026-11-22T09:30:00.000Z' } });
export type ReplayFilter = z.infer<typeof ReplayFilter>;

/** The most notifications that one call sends again. */
export const mostReplayed = 50; // what is claimed and queued well within an API call's time

/**
 * What to send again, of those that match: the channels that did not reach the user, and of these `channels` alone if they are given. First
 * with `dry_run`; then the same `filter` as that answered, with its `confirmation`.
 */
export const ReplayRequest = z
  .strictObject({
    filter: ReplayFilter,
    channels: Channels.optional(),
    dry_run: z.boolean().default(false),
    confirmation: z.string().min(1).max(2048).optional(), // 8 letters for each channel of 50 notifications, and 33
    cursor: Cursor.optional(),
  })
  .refine(({ dry_run, confirmation }) => dry_run !== (confirmation !== undefined), {
    path: ['confirmation'],
    error: 'must be given, as a call with dry_run answered it; or dry_run, and no confirmation',
    ...besideOtherFaults,
  })
  .meta({
    id: 'ReplayRequest',
    example: { filter: { workflow: 'message', status: 'failed', since: '2026-11-22T09:30:00.000Z' }, dry_run: true },
  });
export type ReplayRequest = z.infer<typeof ReplayRequest>;

/** Whose it is, and what it is; a version before this does not say it. */
const whose = { tenant: tenantBeside, user: RecipientId.optional(), workflow: WorkflowKey.optional() };

/** A notification of a replay: on which channels it goes again, and as which notification once it was. */
export const ReplayedNotification = z
  .strictObject({ id: NotificationId, ...whose, channels: z.array(Channel), suppressed, as: NotificationId.optional() })
  .meta({ id: 'ReplayedNotification' });
export type ReplayedNotification = z.infer<typeof ReplayedNotification>;

/**
 * What is sent again by one call, or with `dry_run` would be: at most 50, of 200 that are looked at. `refused` cannot be sent again, as
 * their workflow no longer takes them. The rest is behind `next_cursor`, with a dry run of its own.
 */
export const ReplayAnswer = z
  .strictObject({
    dry_run: z.boolean(),
    filter: ReplayFilter,
    count: z.int().min(0).max(mostReplayed),
    notifications: z.array(ReplayedNotification),
    refused: z.array(z.strictObject({ id: NotificationId, ...whose, code: z.string(), detail: z.string() })),
    confirmation: z.string().optional(),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'ReplayAnswer' });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;
