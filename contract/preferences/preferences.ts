import * as z from 'zod';
import { byChannel } from '../channels/channels.ts';
import { EmailFrequency } from '../digests/digest-frequency.ts';
import { besideOtherFaults } from '../http/refine.ts';
import { Category, Channel, Locale, LocalTime, TimeZone, Weekday, WorkflowKey } from '../values.ts';

/** What a user says to a category on a channel. */
export const Preference = z.enum(['opted_in', 'opted_out']);
export type Preference = z.infer<typeof Preference>;

/** When digests go: a quarter of an hour, as that is how often the job looks. */
export const DigestTime = LocalTime.regex(/:(?:00|15|30|45)$/, 'must be on a quarter of an hour, like 08:00 or 17:45').meta({
  example: '08:00',
});

const night = { start: LocalTime, end: LocalTime };
const endless = { path: ['end'], error: 'must differ from start, or it would never end', ...besideOtherFaults };
const hasEnd = ({ start, end }: { start: LocalTime; end: LocalTime }) => start === undefined || start !== end;

/** A night by the clock; when it ends before it starts, it ends on the day after. */
export const Night = z.strictObject(night).refine(hasEnd, endless);
export type Night = z.infer<typeof Night>;

const aNightOrNone = { error: 'must be "none", or a start and an end that differ' };

/** A user's quiet hours, in their own time zone. `days` says otherwise for nights that start on a weekday. */
export const QuietHours = z
  .strictObject({ ...night, days: z.partialRecord(Weekday, z.union([z.literal('none'), Night], aNightOrNone)).optional() })
  .refine(hasEnd, endless)
  .meta({
    id: 'QuietHours',
    description: '`start` and `end` must differ, in each night: one that ends when it starts would never end, and is refused',
    example: { start: '22:00', end: '07:00', days: { friday: { start: '23:30', end: '09:00' }, sunday: 'none' } },
  });
export type QuietHours = z.infer<typeof QuietHours>;

const Shown = z.enum([...Preference.options, 'varies']);

/**
 * What goes to a user by one category, whether by their own choice or by default. `daily-digest` and its like are there for who
 * has such a digest, or a choice about it, and have e-mail alone.
 */
export const CategoryPreferences = z
  .strictObject({
    /** `varies`: workflows of the category differ, and the user has not chosen. Absent: no workflow of the category has copy for it. */
    ...byChannel(() => Shown.optional()),
    /** A digest has nothing else. */
    email: Shown,
    /** `off`: no e-mails, which is the same as `email: opted_out`. Absent of a digest. */
    digest: z.enum([...EmailFrequency.options, 'off', 'varies']).optional(),
    /** Which of these the user has chosen; the others are defaults. */
    chosen: z.array(z.enum([...Channel.options, 'digest'])),
    /** False: every workflow of the category is required, so there is nothing to choose. */
    changeable: z.boolean(),
    /** Workflows that preferences do not hold back. */
    required: z.array(WorkflowKey),
  })
  .meta({ id: 'CategoryPreferences' });
export type CategoryPreferences = z.infer<typeof CategoryPreferences>;

/** Everything a user can choose, as it stands. */
export const PreferencesAnswer = z
  .strictObject({
    categories: z.record(Category, CategoryPreferences),
    digest_time: DigestTime,
    digest_day: Weekday,
    quiet_hours: QuietHours.optional(),
    /** The zone that all local times are in. */
    timezone: TimeZone,
    locale: Locale.optional(),
  })
  .meta({ id: 'Preferences' });
export type PreferencesAnswer = z.infer<typeof PreferencesAnswer>;

const CategoryPatch = z
  .strictObject({
    ...byChannel(() => Preference.nullable().optional()),
    digest: z
      .enum([...EmailFrequency.options, 'off'])
      .nullable()
      .optional(),
  })
  .refine(({ email, digest }) => email == null || digest == null || (email === 'opted_out') === (digest === 'off'), {
    path: ['digest'],
    error: 'contradicts email: "off" is what goes with "opted_out", and nothing else is',
    ...besideOtherFaults,
  });
export type CategoryPatch = z.infer<typeof CategoryPatch>;

const NightPatch = z.strictObject({ start: LocalTime.optional(), end: LocalTime.optional() });

/** A merge patch (RFC 7396) on preferences: what is absent stays, `null` goes back to the default. */
export const PreferencesPatch = z
  .strictObject({
    categories: z.record(Category, CategoryPatch.nullable()).nullable().optional(),
    digest_time: DigestTime.nullable().optional(),
    digest_day: Weekday.nullable().optional(),
    quiet_hours: NightPatch.extend({
      days: z
        .partialRecord(Weekday, z.union([z.literal('none'), NightPatch]).nullable())
        .nullable()
        .optional(),
    })
      .nullable()
      .optional(),
    timezone: TimeZone.nullable().optional(),
    locale: Locale.nullable().optional(),
  })
  .meta({
    id: 'PreferencesPatch',
    description:
      'What comes of it must hold together: a night whose `start` and `end` differ, and a `digest` that `email` does not contradict',
    example: {
      categories: { repairs: { sms: 'opted_out', digest: 'daily' } },
      digest_time: '17:30',
      quiet_hours: { start: '22:00', end: '07:00' },
    },
  });
export type PreferencesPatch = z.infer<typeof PreferencesPatch>;
