import * as z from 'zod';

/** Times as SES writes them: UTC, but with an offset in some bounces. */
const Timestamp = z.iso.datetime({ offset: true });

/** What was asked of SES. `destination` is the envelope, so it names who the e-mail went to whatever its headers say. */
const Mail = z.object({
  timestamp: Timestamp,
  messageId: z.string().min(1).max(256),
  destination: z.array(z.string().max(320)).min(1),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

/** A recipient's part of a bounce. `action` is the word of the delivery status notification (RFC 3464), when there was one. */
const Recipient = z.object({ action: z.string().optional(), status: z.string().optional() });

const Bounce = z.object({
  bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(Recipient), // empty when an automatic reply could not be told from a bounce
  timestamp: Timestamp,
});

const Complaint = z.object({
  timestamp: Timestamp,
  complaintSubType: z.string().nullish(),
  complaintFeedbackType: z.string().nullish(), // RFC 5965 names them: abuse, fraud, not-spam, …
});

/**
 * What SES tells through EventBridge about an e-mail: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 * Fields nobody here uses may come and go; those used are what AWS says, or the event is not one of these.
 */
export const ProviderEvent = z.discriminatedUnion('detail-type', [
  event('Email Sent', {}),
  event('Email Delivered', { delivery: z.object({ timestamp: Timestamp }) }),
  event('Email Bounced', { bounce: Bounce }),
  event('Email Complaint Received', { complaint: Complaint }),
  event('Email Rejected', { reject: z.object({ reason: z.string() }) }),
  event('Email Rendering Failed', {}),
  event('Email Delivery Delayed', { deliveryDelay: z.object({ timestamp: Timestamp, delayType: z.string() }) }),
]);
export type ProviderEvent = z.infer<typeof ProviderEvent>;

function event<Type extends string, Part extends z.ZodRawShape>(type: Type, part: Part) {
  return z.object({
    id: z.string(),
    'detail-type': z.literal(type),
    source: z.literal('aws.ses'),
    time: Timestamp,
    detail: z.object({ mail: Mail, ...part }),
  });
}
