import * as z from 'zod';
import { notificationIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { type LogIds, userIdInLog } from './log-ids.ts';

/** Nothing that could be an address, a number or text of somebody's: the message may be none of ours. */
const Id = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/)
  .optional()
  .catch(undefined);

const Ids = z.object({ type: Id, requestId: Id, notificationId: Id, channel: Id, webhookId: Id, eventId: Id });
const Named = z.object({ userId: z.string().optional().catch(undefined) });

/** What makes the id of the notification that a run for one user becomes: nothing of it is stored before. */
const Run = z.object({
  type: z.literal('notify'),
  requestId: z.string(),
  requestedAt: z.string(),
  sendAt: z.string().optional(),
  userId: z.string(),
});

/** By what a queue message is found again in the API and in other logs: its kind, request, notification, channel and user, as far as it has them. */
export function messageIds(body: string): LogIds {
  try {
    const json = JSON.parse(body);
    const { userId } = Named.parse(json);
    return { ...notificationOf(json), ...Ids.parse(json), ...(userId !== undefined && { userId: userIdInLog(userId) }) };
  } catch {
    return {}; // not even an object, which the failure says
  }
}

function notificationOf(json: unknown): LogIds {
  const { data: run } = Run.safeParse(json);
  return run === undefined ? {} : { notificationId: notificationIdFor(visibleAt(run), run.requestId, run.userId) };
}

const Tags = z.object({ detail: z.object({ mail: z.object({ tags: z.record(z.string(), z.array(z.unknown())) }) }) });

/** The same of what SES tells of an e-mail, which carries the id of its notification as a tag. */
export function eventIds(event: unknown): LogIds {
  const parsed = Tags.safeParse(event);
  const notificationId = Id.parse(parsed.data?.detail.mail.tags.notification_id?.[0]);
  return notificationId === undefined ? {} : { notificationId };
}
