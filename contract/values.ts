import * as z from 'zod';
import { type Channel as ChannelName, channelNames } from './channels/channels.ts';
import { ownedNames } from './tenants/owned-names.ts';

export { MessageStatus } from './delivery/message-status.ts';
export { Reason } from './delivery/reason.ts';
export { Priority } from './publishing/priority.ts';

/** The ways a notification can reach a user. */
export const Channel = z.enum<readonly ChannelName[]>(channelNames());
export type Channel = ChannelName;

/** A web address that is safe to link to: `http` or `https`, never `javascript:` or `data:`. */
export const WebUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .overwrite((url) => url.replaceAll(/[\p{Cc}\p{Cf}\p{DI}\u2028\u2029]/gu, encodeURIComponent)) // nothing in it is invisible
  .max(2048, 'must have at most 2048 characters') // what browsers and mail clients still open
  .meta({ example: 'https://app.example.com/repairs/R-1042' });

/**
 * The id the app chose for a user. `#` and control characters would break keys; `/` and `?` would break paths, as API Gateway
 * decodes them before it routes; so they are refused.
 */
export const UserId = z
  .string()
  .min(1)
  .max(128) // leaves room in a 2,048-byte DynamoDB key
  .refine((id) => id === '' || /^(?!\.{1,2}$)[^#/?\p{Cc}\p{Cs}\s](?:[^#/?\p{Cc}\p{Cs}]*[^#/?\p{Cc}\p{Cs}\s])?$/u.test(id), {
    error: ({ input }) => {
      const forbidden = 'must not contain "#", "/", "?" or control characters, begin or end with a space, or be "." or ".."';
      const isOwned = /^[a-z][a-z0-9-]*\/[^/]+$/.test(String(input)); // as a tenant's user is called inside
      return isOwned ? `${forbidden}; the tenant of a user goes into the header X-Tenant` : forbidden;
    },
  })
  .meta({
    example: 'ada',
    pattern: '^[^#/?]+$', // no generator of clients reads the whole rule: it takes classes of Unicode and looks ahead
    description: 'Without "#", "/", "?" and control characters, without a space at either end, and neither "." nor "..".',
  })
  .register(ownedNames, { kind: 'user' });
export type UserId = z.infer<typeof UserId>;

/** Whom a notification is for: a user, or, of a topic's room, `#` and the topic, which no id of a user can be. */
export const RecipientId = z
  .string()
  .min(1)
  .max(129)
  .meta({
    example: 'ada',
    description: 'The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in "#building:42".',
  })
  .register(ownedNames, { kind: 'recipient' });

/** The key of a workflow: the name of its folder under `workflows/`. */
export const WorkflowKey = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
  .meta({ example: 'repair-approved' });

/** The name of an experiment. */
export const ExperimentId = WorkflowKey.meta({ example: 'short-subject' });

/** The name of a variant; `holdout` are the users who get nothing. */
export const VariantName = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/, 'must be lower-case words joined by "_" or "-"')
  .meta({ example: 'short' });

/** What a user sets preferences for. */
export const Category = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/, 'must be lower-case words joined by "_" or "-"')
  .meta({ example: 'repairs' });

const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

/** What each kind of id names, and where it is read. */
const kindsOfId = {
  ntf: { name: 'a notification id', path: '/v1/notifications/{id}' },
  req: { name: 'a request id', path: '/v1/requests/{id}' },
};
type KindOfId = keyof typeof kindsOfId;

/** Words for what is no id of a kind; an id of the other kind is told where it is read. */
function notTheId(wanted: KindOfId, input: unknown): string {
  const other = (Object.keys(kindsOfId) as KindOfId[]).find((kind) => kind !== wanted && String(input).startsWith(`${kind}_`));
  const given = other && `; this is ${kindsOfId[other].name}, which GET ${kindsOfId[other].path} reads`;
  return `must be ${kindsOfId[wanted].name} ("${wanted}_…")${given ?? ''}`;
}

/** `ntf_` and a ULID: its first ten characters are the visible time. */
export const NotificationId = z
  .string()
  .regex(new RegExp(`^ntf_${ulid}$`), { error: ({ input }) => notTheId('ntf', input) })
  .meta({ example: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' })
  .register(ownedNames, { kind: 'notification' });

/** `req_` and a ULID. */
export const RequestId = z
  .string()
  .regex(new RegExp(`^req_${ulid}$`), { error: ({ input }) => notTheId('req', input) })
  .meta({ example: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D' })
  .register(ownedNames, { kind: 'request' });

/** ISO 3166-1 alpha-2, in capitals, and the code that is in use: `GB`, not `UK`. */
export const CountryCode = z
  .string()
  .refine(isCountry, 'must be ISO 3166-1 country codes, like GB or US')
  .meta({ example: 'GB' });

/** A BCP 47 language tag that Intl knows how to read. */
export const Locale = z
  .string()
  .max(35) // RFC 5646 section 4.4.1
  .refine(isLocale, 'must be a BCP 47 language tag, like en-GB')
  .meta({ example: 'en-GB', description: 'A BCP 47 language tag; what is none is refused' });

/** An IANA time zone that Intl knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone, like Europe/London')
  .meta({ example: 'Europe/London', description: 'An IANA time zone, of those that the server knows; any other is refused' });

/** A day of the week, from Monday on as ISO 8601 counts. */
export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

/** What a clock on the wall shows, from `00:00` to `23:59`. */
export const LocalTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day from 00:00 to 23:59')
  .meta({ example: '22:00' });
export type LocalTime = z.infer<typeof LocalTime>;

/** A day in a calendar on the wall: `2026-11-22`. */
export type LocalDate = string;

/** An RFC 3339 instant in UTC or with an offset. */
export const Instant = z.iso.datetime({ offset: true }).meta({ example: '2026-11-22T09:30:00.000Z' });

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // RangeError is how Intl says no
  }
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return new Intl.Locale(`und-${code}`).region === code && names.of(code) !== undefined;
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== undefined && !/^[+-]/.test(zone);
  } catch {
    return false; // RangeError is how Intl says no
  }
}
