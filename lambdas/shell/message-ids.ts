import * as z from 'zod';

/** Nothing that could be an address, a number or text of somebody's: the message may be none of ours. */
const Id = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,63}$/)
  .optional()
  .catch(undefined);

const Ids = z.object({ type: Id, requestId: Id, notificationId: Id, channel: Id });

/**
 * By what a queue message is found again in the API and in other logs: its kind, request, notification and channel, as far as it has
 * them. Not its user: apps use addresses as ids of users.
 */
export function messageIds(body: string): z.infer<typeof Ids> {
  try {
    return Ids.parse(JSON.parse(body));
  } catch {
    return {}; // not even an object, which the failure says
  }
}

const Tags = z.object({ detail: z.object({ mail: z.object({ tags: z.record(z.string(), z.array(z.unknown())) }) }) });

/** The same of what SES tells of an e-mail, which carries the id of its notification as a tag. */
export function eventIds(event: unknown): Record<string, string> {
  const parsed = Tags.safeParse(event);
  const notificationId = Id.parse(parsed.data?.detail.mail.tags.notification_id?.[0]);
  return notificationId === undefined ? {} : { notificationId };
}
