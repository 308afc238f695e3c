import * as z from 'zod';
import { Audience, RatePerMinute } from '../broadcasts/audience.ts';
import { checksOfWhom, waysToSayWhom } from '../broadcasts/whom.ts';
import { CancellationKey } from '../cancellation/cancellation-key.ts';
import { besideOtherFaultsOfList } from '../http/refine.ts';
import { ownedNames } from '../tenants/owned-names.ts';
import { TenantId } from '../tenants/tenant-id.ts';
import { TopicName } from '../topics/topics.ts';
import { Contact } from '../users/contact.ts';
import { Channel, Instant, NotificationId, Priority, Reason, RequestId, UserId } from '../values.ts';
import { callbackFields, callbackOfTopic, hasNoCallbackOfTopic } from '../webhooks/callbacks.ts';

/** What is told one recipient alone: it takes the place of the fields of the same name in the publish's own data. */
const ownData = z.record(z.string(), z.unknown()).optional();

/** What makes a publish, or what it tells one recipient, the same when it comes again within a day. */
const IdempotencyKey = z.string().min(1).max(255);

/**
 * A known user's id, or a user to create or update. With nothing beside the id but data of their own and a key, they have to be known. Who comes
 * again by the same `idempotency_key`, in whichever call, is told nothing twice.
 */
export const Recipient = z
  .union([
    UserId,
    z.strictObject({
      id: UserId,
      ...Contact.shape,
      data: ownData,
      idempotency_key: IdempotencyKey.optional().meta({
        description: 'Of this recipient alone: what came by it within a day, in this call or another, is not told again',
      }),
    }),
  ])
  .meta({ id: 'Recipient' });
export type Recipient = z.infer<typeof Recipient>;

/** The most recipients that one publish names, within the size of a body; more than that is what topics are for. */
export const maxRecipients = 1000;

/**
 * The fields of a publish. `recipients` and `data` are parsed one by one later: a bad recipient must not spoil the others.
 */
export const publishFields = z.strictObject({
  workflow: z.string().min(1).max(64).meta({ example: 'message' }),
  recipients: z
    .array(z.unknown().meta({ override: { $ref: '#/components/schemas/Recipient' } }))
    .min(1)
    .max(maxRecipients)
    .optional(),
  topic: TopicName.optional(),
  audience: Audience.optional(),
  rate_per_minute: RatePerMinute.optional(),
  tenant: TenantId.optional().meta({
    description: 'The tenant whose users, topics and keys are named. A key that is bound to a tenant may leave it out',
  }),
  data: z.record(z.string(), z.unknown()).default({}),
  actor: UserId.optional().meta({ description: 'The user who did what it tells of: a known one' }),
  priority: Priority.optional(),
  channels: z
    .array(Channel)
    .min(1)
    .max(Channel.options.length)
    .refine((channels) => new Set(channels).size === channels.length, {
      error: 'must not repeat a channel',
      ...besideOtherFaultsOfList,
    })
    .optional(),
  send_at: Instant.optional().meta({ description: 'At most a year ahead; what has passed means now' }),
  expires_at: Instant.optional().meta({
    description: 'Still to come, and after `send_at`; else it is refused with `schedule_invalid`',
  }),
  cancellation_key: CancellationKey.optional(),
  ...callbackFields,
});

/** What an app publishes, by HTTP, ingest queue or event bus alike: to recipients, to a topic, or to an audience. */
export const PublishRequest = publishFields
  .check(...checksOfWhom)
  .refine(hasNoCallbackOfTopic, callbackOfTopic)
  .meta({
    id: 'PublishRequest',
    description:
      'To exactly one of `recipients`, `topic` and `audience`. `rate_per_minute` is for an audience, without `send_at`',
    oneOf: waysToSayWhom.map((way) => ({ required: [way] })),
    example: {
      workflow: 'message',
      recipients: ['ada', { id: 'grace', email: 'grace@example.com', timezone: 'America/New_York' }],
      data: { title: 'Hello', body: 'Your first notification.' },
    },
  });
export type PublishRequest = z.infer<typeof PublishRequest>;

/** The same on the ingest queue or the bus, where there is no header to carry a key. */
export const PublishedMessage = publishFields
  .extend({ idempotency_key: IdempotencyKey.optional() })
  .check(...checksOfWhom)
  .refine(hasNoCallbackOfTopic, callbackOfTopic);
export type PublishedMessage = z.infer<typeof PublishedMessage>;

/** A user as a caller named them. */
const Mentioned = z.string().register(ownedNames, { kind: 'mentioned' });
const MentionedUser = UserId.clone().register(ownedNames, { kind: 'mentioned' });

/** Why one recipient of a publish was refused. */
export const RefusalCode = z.enum(['recipient_invalid', 'recipient_unknown', 'recipient_repeated']);
export const Refusal = z
  .strictObject({ pointer: z.string(), code: RefusalCode, detail: z.string(), user: Mentioned.optional() })
  .meta({
    id: 'Refusal',
    example: {
      pointer: '/recipients/1',
      code: 'recipient_unknown',
      detail: 'no such user is known; say more of them than the id, like an email, to create one',
      user: 'hopper',
    },
  });
export type Refusal = z.infer<typeof Refusal>;

/**
 * A channel that a publish does without: what the workflow says does not fit it, in the language that the detail names. `user`: for this
 * recipient alone, by data of their own.
 */
export const SkippedChannel = z
  .strictObject({ channel: Channel, reason: Reason, detail: z.string(), user: MentionedUser.optional() })
  .meta({
    id: 'SkippedChannel',
    example: {
      channel: 'sms',
      reason: 'content_too_long',
      detail: 'workflow "shipped", sms: takes 4 segments in GSM-7, and 2 are allowed; shorten it or raise maxSmsSegments',
    },
  });
export type SkippedChannel = z.infer<typeof SkippedChannel>;

/** What was accepted (each with the id its notification will have) and what was refused; a topic's subscribers are not listed. */
export const PublishAnswer = z
  .strictObject({
    id: RequestId,
    /** Where to ask what became of it. */
    status_url: z.string().meta({ example: '/v1/requests/req_01KAPJ4E3V5B2F8H1K4M7P9S3D' }),
    notifications: z.array(
      z.strictObject({
        id: NotificationId,
        user: UserId,
        /** It was made by an earlier call with the recipient's `idempotency_key`. */
        repeated: z.literal(true).optional(),
      }),
    ),
    refused: z.array(Refusal),
    /** Absent when every channel can be used. */
    skipped: z.array(SkippedChannel).optional(),
  })
  .meta({ id: 'PublishAnswer' });
export type PublishAnswer = z.infer<typeof PublishAnswer>;

/** The same before it is answered over HTTP. */
export type Published = Omit<PublishAnswer, 'status_url'>;
