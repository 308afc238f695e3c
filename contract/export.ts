import * as z from 'zod';
import { Cursor, FeedItem } from './feed.ts';
import { NotificationAnswer } from './notifications.ts';
import { Cadence, DigestTime, Preference, QuietHours } from './preferences.ts';
import { TopicName } from './topics.ts';
import { UserAnswer } from './users.ts';
import { Category, EmailAddress, Locale, PhoneNumber, TimeZone, Weekday } from './values.ts';

const CategoryChoice = z.strictObject({
  inbox: Preference.optional(),
  email: Preference.optional(),
  sms: Preference.optional(),
  digest: Cadence.optional(),
});

/** A notification with all that is kept of it: its data, where it went, and what the inbox shows. */
export const ExportedNotification = NotificationAnswer.extend({
  data: z.record(z.string(), z.unknown()),
  locale: Locale.optional(),
  timezone: TimeZone.optional(),
  topic: TopicName.optional(),
  addresses: z.strictObject({ email: EmailAddress.optional(), sms: PhoneNumber.optional() }),
  inbox: FeedItem.optional(),
}).meta({ id: 'ExportedNotification' });
export type ExportedNotification = z.infer<typeof ExportedNotification>;

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
    topics: z.array(TopicName),
    notifications: z.array(ExportedNotification),
    next_cursor: Cursor.optional(),
  })
  .meta({ id: 'UserExport' });
export type UserExport = z.infer<typeof UserExport>;

/** Where to go on, when an export did not fit one answer. */
export const ExportQuery = z.strictObject({ cursor: Cursor.optional() });
export type ExportQuery = z.infer<typeof ExportQuery>;
