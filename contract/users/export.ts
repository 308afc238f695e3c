import * as z from 'zod';
import { Batch } from '../batches/batch.ts';
import { byChannel, sentAddresses } from '../channels/channels.ts';
import { ChatConnectionAnswer } from '../channels/chat/connections.ts';
import { FeedItem } from '../channels/inbox/feed.ts';
import { DeviceAnswer } from '../channels/push/devices.ts';
import { DigestFrequency, EmailFrequency } from '../digests/digest-frequency.ts';
import { Cursor } from '../http/cursor.ts';
import { DigestTime, Preference, QuietHours } from '../preferences/preferences.ts';
import { Actor } from '../publishing/actor.ts';
import { NotificationAnswer } from '../publishing/notifications.ts';
import { ScheduleId } from '../schedules/schedule-id.ts';
import { SuppressionAnswer } from '../suppressions/suppressions.ts';
import { TopicName } from '../topics/topics.ts';
import { Category, Channel, Instant, Locale, NotificationId, TimeZone, WebUrl, Weekday } from '../values.ts';
import { Profile } from './profile.ts';
import { UserAnswer } from './users.ts';

const CategoryChoice = z.strictObject({
  ...byChannel(() => Preference.optional()),
  digest: EmailFrequency.optional(),
});

/** An item of the inbox, with when it was first seen and read by itself, where that is known. */
const ExportedInboxItem = FeedItem.extend({ seen_at: Instant.optional(), read_at: Instant.optional() }).meta({
  id: 'ExportedInboxItem',
});

/** A notification with all that is kept of it: its data, where it went, and what the inbox shows. */
export const ExportedNotification = NotificationAnswer.omit({ timeline: true })
  .extend({
    data: z.record(z.string(), z.unknown()),
    locale: Locale.optional(),
    timezone: TimeZone.optional(),
    /** What the app had said of the user when it was planned: texts show that. */
    profile: Profile.optional(),
    topic: TopicName.optional(),
    /** It was one of a broadcast. */
    broadcast: z.literal(true).optional(),
    actor: Actor.optional(),
    /** What was gathered in the batch that it tells of. */
    gathered: Batch.optional(),
    addresses: z.strictObject(sentAddresses()),
    inbox: ExportedInboxItem.optional(),
  })
  .meta({ id: 'ExportedNotification' });
export type ExportedNotification = z.infer<typeof ExportedNotification>;

const digest = { cadence: DigestFrequency, number: z.int() }; // an old name of the frequency: apps read it

/** Where digests of a frequency stand: the number of the last, when it is due if it is open, what the last closed one was for. */
const DigestsExport = z.strictObject({
  ...digest,
  due_at: Instant.optional(),
  due_date: z.iso.date().optional(),
  last_date: z.iso.date().optional(),
});

/** A digest that was closed; what it said is the data of a notification. */
const ClosedDigestExport = z.strictObject({ ...digest, date: z.iso.date(), due_at: Instant });

/** What waits to be shown in a digest. */
const DigestEntryExport = z.strictObject({
  ...digest,
  notification: NotificationId,
  channel: Channel,
  category: Category,
  title: z.string(),
  body: z.string(),
  action_url: WebUrl.optional(),
  created_at: Instant,
});

/** A batch that was opened and is not closed: until when it gathers, and how many are in it. Of its key there is a hash. */
const OpenBatchExport = z.strictObject({
  workflow: z.string(),
  key_sha256: z.string(),
  notification: NotificationId,
  until: Instant,
  count: z.int(),
});

/** A notification in a batch. */
const BatchEntryExport = z.strictObject({ batch: NotificationId, notification: NotificationId, actor: Actor.optional() });

/** How many e-mails or SMS went in an hour or a day of the user's clock: `2030-03-15T13`, `2030-03-15`. */
const FrequencyCapExport = z.strictObject({ channel: Channel, window: z.string(), taken: z.int() });

/** Everything that is kept of a user. `next_cursor` is there when it is more than one answer can hold: the rest is behind it. */
export const UserExport = z
  .strictObject({
    user: UserAnswer,
    choices: z.strictObject({
      preferences: z.record(Category, CategoryChoice),
      quiet_hours: QuietHours.optional(),
      digest_time: DigestTime.optional(),
      digest_day: Weekday.optional(),
    }),
    /** What stands against the user's e-mail address and phone number; it outlasts the user. */
    suppressions: z.array(SuppressionAnswer),
    topics: z.array(TopicName),
    /** The schedules that name the user. */
    schedules: z.array(ScheduleId),
    /** SHA-256 of each address that leads to the user's notifications; of one that they no longer have, until when. */
    known_addresses: z.array(z.strictObject({ sha256: z.string(), until: Instant.optional() })),
    /** Browsers of the user that are connected, and since when; absent when there is none. */
    connections: z.array(z.strictObject({ since: Instant })).optional(),
    /** The user's chat connections, without what lets one post by them; absent when there is none. */
    chat_connections: z.array(ChatConnectionAnswer).optional(),
    /** Where push messages go; absent when there is no device. */
    devices: z.array(DeviceAnswer).optional(),
    attention: z.array(FrequencyCapExport), // an old name of the frequency caps: apps read it
    /** How many notifications of a workflow with a throttle there were in a window, which began at `since`; absent when there were none. */
    throttles: z.array(z.strictObject({ workflow: z.string(), since: Instant, taken: z.int() })).optional(),
    /** Batches that are open, and what is in one; absent when there is none. */
    batches: z.array(OpenBatchExport).optional(),
    batch_entries: z.array(BatchEntryExport).optional(),
    digests: z.array(DigestsExport),
    closed_digests: z.array(ClosedDigestExport),
    digest_entries: z.array(DigestEntryExport),
    notifications: z.array(ExportedNotification),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'UserExport' });
export type UserExport = z.infer<typeof UserExport>;
