import * as z from 'zod';
import { byQueue, channelOf, channelsWith, type QueueSetting } from './channels/channels.ts';
import { email } from './channels/email/channel.ts';
import { EmailAddress } from './channels/email/email-address.ts';
import { providerEnvironment, providerName, providerSettings, standbySettings } from './channels/providers.ts';
import { EmailFrequency } from './digests/digest-frequency.ts';
import { inWords } from './schema-words.ts';
import { Category, Channel } from './values.ts';

/** How many on a channel, in an hour or a day. */
const FrequencyCap = z.object({
  channel: z.enum(channelsWith('isCapped')),
  most: z.int().min(1).max(1_000),
  per: z.enum(['hour', 'day']),
});

/**
 * Every environment setting a function may be given. Infrastructure sets them, handlers read them, under these names only. Each schema is
 * made for who asks: a function reads ten of these fifty, and making all takes 4 ms of its start.
 */
export const settingSchemas = {
  STAGE: () => z.enum(['dev', 'staging', 'prod', 'local']),
  TABLE_NAME: () => z.string().min(3),
  INGEST_QUEUE_URL: () => z.url(),
  ...deliverQueues(),
  /** Where the consumer of a queue puts what can never succeed. */
  DEAD_LETTER_QUEUE_URL: () => z.url(),
  /** Where every queue puts what could not be done, but for that of the jobs; joined by commas. */
  DEAD_LETTER_QUEUE_URLS: () =>
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.url()).min(1)),
  /** Where runs of scheduled jobs lie that failed. */
  MISSED_JOBS_QUEUE_URL: () => z.url(),
  /** Where the timers of schedules are at EventBridge Scheduler, and by whose right they put messages on which queue, or else aside. */
  SCHEDULE_GROUP_NAME: () => z.string().min(1),
  SCHEDULE_ROLE_ARN: () => z.string().min(1),
  SCHEDULE_TARGET_ARN: () => z.string().min(1),
  SCHEDULE_DEAD_LETTERS_ARN: () => z.string().min(1),
  /** The queue that a consumer serves: to set how long a record stays hidden. */
  OWN_QUEUE_URL: () => z.url(),
  /** Whether anything is counted. */
  STATISTICS: () => z.enum(['on', 'off']),
  /** The bus that is told of changes; absent: none is. */
  EVENT_BUS_NAME: () => z.string().optional(),
  /** The queue of what webhooks are to be told; absent: there are none in this stage. */
  WEBHOOKS_QUEUE_URL: () => z.url().optional(),
  /** The SSM SecureString that holds the secret which those of webhooks are derived from. */
  WEBHOOK_SECRET_PARAMETER: () => z.string(),
  /** Whether webhooks and push services may be on this machine, and without TLS: set in the local system alone. */
  WEBHOOKS_TO_LOOPBACK: () => z.literal('yes').optional(),
  ...providerSettings(),
  ...standbySettings(),
  ...providerEnvironment(),
  FROM_ADDRESS: () => EmailAddress,
  FROM_NAME: () => z.string().min(1),
  REPLY_TO_ADDRESS: () => EmailAddress,
  /** Which e-mail a sender serves. Both are paused when SES takes none; bulk is paused alone when too much of what was sent bounces. */
  EMAIL_QUEUE: () => z.enum([email.queues.each.key, email.queues.topic.key]),
  /** The buckets and folders of S3 that files of e-mails may lie in, joined by commas, like `acme-invoices/sent/,acme-terms`; absent: none. */
  ATTACHMENT_BUCKETS: () => z.string().optional(),
  /** The e-mails that may go out in a second, where the provider does not say it; absent: as many as it grants anybody. */
  EMAILS_PER_SECOND: () => z.coerce.number().positive().max(1_000).optional(),
  /** The most one SMS segment may cost, in US dollars; empty: what it costs, with room. */
  SMS_MAX_PRICE_USD: () =>
    z
      .string()
      .regex(/^(?:\d+\.\d\d)?$/)
      .transform((text) => (text === '' ? undefined : Number(text))),
  /** The SMS segments that may go out in a second, by each provider in its order; joined by commas. */
  SMS_SEGMENTS_PER_SECOND: () =>
    z
      .string()
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.number().positive().max(1_000)).min(1)),
  /** The optional channels that this stage has; absent: none. */
  CHANNELS_ON: () =>
    z
      .string()
      .default('')
      .transform((text) => (text === '' ? [] : text.split(',')))
      .pipe(z.array(Channel)),
  /** The kinds of devices that this stage sends to; absent: browsers alone. */
  DEVICE_KINDS: () =>
    z
      .string()
      .default('web')
      .transform((text) => text.split(','))
      .pipe(z.array(providerName('push'))),
  /** The channels on which workflows reach only users who have opted in, unless they say otherwise; joined by commas. */
  OPT_IN_CHANNELS: () =>
    z
      .string()
      .transform((text) => (text === '' ? [] : text.split(',')))
      .pipe(z.array(Channel)),
  /** How e-mails go to users who have not chosen, unless the workflow says otherwise. */
  EMAIL_FREQUENCY: () => EmailFrequency,
  /** The countries that SMS may go to, joined by commas; empty: none. */
  SMS_COUNTRIES: () =>
    z
      .string()
      .transform((text) => (text === '' ? [] : text.split(',')))
      .pipe(z.array(z.string().regex(/^[A-Z]{2}$/))), // that each is a country was seen to at deploy, with names that take 20 ms to load
  /** How much all workflows together may send to a user, like `email:5/hour,email:20/day,sms:2/day`; empty: as much as there is. */
  FREQUENCY_CAPS: () =>
    z
      .string()
      .regex(/^(?:\w+:\d+\/\w+(?:,(?!$)|$))*$/)
      .transform((text) =>
        [...text.matchAll(/(\w+):(\d+)\/(\w+)/g)].map(([, channel, most, per]) => ({ channel, most: Number(most), per })),
      )
      .pipe(z.array(FrequencyCap).refine((all) => new Set(all.map(({ channel, per }) => channel + per)).size === all.length)),
  /** What becomes of e-mails beyond it: the user's next digest, or nothing. */
  FREQUENCY_CAP_OVER: () => z.enum(['digest', 'skip']),
  /** What the SMS of a calendar month (UTC) may cost, in US dollars. */
  SMS_MONTHLY_BUDGET_USD: () => z.coerce.number().min(0),
  /** What the provider's account may spend on SMS in a month, in US dollars, as it was at the last deploy; empty: nobody knows. */
  SMS_ACCOUNT_LIMIT_USD: () =>
    z
      .string()
      .regex(/^(?:\d+(?:\.\d+)?)?$/)
      .default('')
      .transform((text) => (text === '' ? undefined : Number(text))),
  /** Whether urgent SMS go on when the month's budget is spent. */
  SMS_URGENT_OVER_BUDGET: () => z.enum(['yes', 'no']).transform((word) => word === 'yes'),
  /** The SSM SecureString that holds the secret which signs users' tokens. */
  TOKEN_SECRET_PARAMETER: () => z.string().startsWith('/'),
  /** Who vouches for users: `shared-secret`, or the URL of the app's OpenID Connect issuer. */
  TOKEN_ISSUER: () => z.union([z.literal('shared-secret'), z.url()]),
  /** Whom the tokens of an issuer are for. */
  TOKEN_AUDIENCE: () => z.string().min(1),
  /** Where browsers may poll in place of the API; absent: nowhere else. */
  FEED_URL: () => z.url().optional(),
  /** What browsers connect to, to be told of changes; absent: they only poll. */
  LIVE_URL: () => z.url({ protocol: /^wss?$/ }).optional(),
  /** The SSM SecureString that holds the secrets which sign links to unsubscribe. */
  UNSUBSCRIBE_SECRET_PARAMETER: () => z.string().startsWith('/'),
  /** The API's own address, without a slash at its end, for links in e-mails. */
  API_URL: () => z.url().regex(/[^/]$/),
  /** How long the lease on a message lasts; shorter than the queue's visibility timeout. */
  LEASE_SECONDS: () => z.coerce.number().int().min(1),
  /** How long an ambiguous send waits for the provider's own event. */
  AMBIGUOUS_WAIT_SECONDS: () => z.coerce.number().int().min(1),
  QUOTA_REST_SECONDS: () => z.coerce.number().int().min(1),
  /** How long one call to a provider, or of a webhook, may take; well below the function's own time-out. */
  PROVIDER_TIMEOUT_SECONDS: () => z.coerce.number().min(0.1),
  /** How long something is tried again before it is put aside as given up. */
  RETRY_WINDOW_SECONDS: () => z.coerce.number().int().min(1),
  /** How long an upgrade may take from its first function to its last: what a queue's consumer does not know yet comes back so long. */
  UPGRADE_SECONDS: () => z.coerce.number().int().min(1),
  /** How long notifications stay. */
  RETENTION_DAYS: () => z.coerce.number().int().min(1),
  /** The same for categories that differ, like `billing:365,chat:7`. */
  RETENTION_DAYS_BY_CATEGORY: () =>
    z
      .string()
      .transform((text) => Object.fromEntries((text === '' ? [] : text.split(',')).map((entry) => entry.split(':', 2))))
      .pipe(z.record(Category, z.coerce.number().int().min(1).max(3650))),
  /** How often a browser should ask for its user's inbox (`X-Poll-Interval`). */
  POLL_INTERVAL_SECONDS: () => z.coerce.number().int().min(1),
  /** Calls a minute that one API key may make. */
  CALLS_PER_MINUTE: () => z.coerce.number().int().min(1),
};
type Schemas = { [Name in keyof typeof settingSchemas]: ReturnType<(typeof settingSchemas)[Name]> };
export type Settings = { [Name in keyof Schemas]: z.infer<Schemas[Name]> };
export type SettingName = keyof Settings;

/**
 * Reads the named settings from the environment, once, when a handler is loaded.
 * @throws Error that names each missing or wrong setting.
 */
export function readSettings<Name extends SettingName>(...names: Name[]): Pick<Settings, Name> {
  const shape = Object.fromEntries(names.map((name) => [name, settingSchemas[name]()]));
  const parsed = z.object(shape).safeParse(process.env, { jitless: true, error: inWords }); // a parser made for one use takes longer to make
  if (parsed.success) return parsed.data as Pick<Settings, Name>;

  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new Error(`settings missing or wrong: ${faults.join(', ')}`);
}

/** The URLs of the channels' queues: that of an optional channel is absent where it is off. */
function deliverQueues(): Record<QueueSetting, () => z.ZodOptional<z.ZodURL>> {
  const entries = Object.values(byQueue(({ urlSetting, channel }) => [urlSetting, channelOf(channel).isOptional] as const));
  return Object.fromEntries(
    entries.map(([name, isOptional]) => [name, () => (isOptional ? z.url().optional() : z.url())]),
  ) as never;
}
