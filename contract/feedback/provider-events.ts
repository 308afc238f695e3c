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

/** Whom an event is about, of the recipients of its e-mail. */
const Named = z.object({ emailAddress: z.string().max(320).optional() });

/** A recipient's part of a bounce. `action` is the word of the delivery status notification (RFC 3464), when there was one. */
const Recipient = Named.extend({ action: z.string().optional(), status: z.string().optional() });

const Bounce = z.object({
  bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(Recipient), // empty when an automatic reply could not be told from a bounce
  timestamp: Timestamp,
});

const Complaint = z.object({
  timestamp: Timestamp,
  complainedRecipients: z.array(Named).default([]), // who may have complained: some mail servers keep it to themselves
  complaintSubType: z.string().nullish(),
  complaintFeedbackType: z.string().nullish(), // RFC 5965 names them: abuse, fraud, not-spam, …
});

/** SES tries on until `expirationTime`, if it says until when. */
const DeliveryDelay = z.object({
  timestamp: Timestamp,
  delayType: z.string(),
  expirationTime: Timestamp.optional(),
  delayedRecipients: z.array(Named).default([]),
});

/** What asked for the picture of an e-mail, or for one of its links; its IP address is not read. */
const Open = z.object({ timestamp: Timestamp, userAgent: z.string().default('') });
const Click = Open.extend({ link: z.string().max(8_192) });

/** What a contact of a contact list of SES wants: `OptIn` or `OptOut` of each topic. */
const TopicPreferences = z.object({
  unsubscribeAll: z.boolean().default(false),
  topicSubscriptionStatus: z.array(z.object({ topicName: z.string(), subscriptionStatus: z.string() })).default([]),
});
export type TopicPreferences = z.infer<typeof TopicPreferences>;

const Subscription = z.object({
  timestamp: Timestamp,
  newTopicPreferences: TopicPreferences,
  oldTopicPreferences: TopicPreferences.optional(),
});

/**
 * What SES tells through EventBridge about an e-mail: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 * Their parts: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * Fields nobody here uses may come and go; those used are what AWS says, or the event is not one of these.
 */
export const ProviderEvent = z.discriminatedUnion('detail-type', [
  event('Email Sent', {}),
  event('Email Delivered', {
    delivery: z.object({ timestamp: Timestamp, recipients: z.array(z.string().max(320)).default([]) }),
  }),
  event('Email Bounced', { bounce: Bounce }),
  event('Email Complaint Received', { complaint: Complaint }),
  event('Email Rejected', { reject: z.object({ reason: z.string() }) }),
  event('Email Rendering Failed', {}),
  event('Email Delivery Delayed', { deliveryDelay: DeliveryDelay }),
  event('Email Opened', { open: Open }),
  event('Email Clicked', { click: Click }),
  event('Email Subscribed', { subscription: Subscription }),
]);
export type ProviderEvent = z.infer<typeof ProviderEvent>;

/** The event of one of these types. */
export type ProviderEventOf<Type extends ProviderEvent['detail-type']> = Extract<ProviderEvent, { 'detail-type': Type }>;

function event<Type extends string, Part extends z.ZodRawShape>(type: Type, part: Part) {
  return z.object({
    id: z.string(),
    'detail-type': z.literal(type),
    source: z.literal('aws.ses'),
    time: Timestamp,
    detail: z.object({ mail: Mail, ...part }),
  });
}
