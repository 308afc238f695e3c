import * as z from 'zod';
import type { ProviderOf } from '../../contract/channels/providers.ts';
import { EmailFrequency } from '../../contract/digests/digest-frequency.ts';
import { settingSchemas } from '../../contract/settings.ts';
import { singleLine } from '../../contract/text.ts';
import { Channel, CountryCode } from '../../contract/values.ts';
import { StageName } from '../stage.ts';
import { channelSwitches } from './channel-settings.ts';
import { providerChoices, providerSettings } from './provider-settings.ts';
import {
  AsciiEmailAddress,
  asFolder,
  bucketAndFolder,
  DomainName,
  isFrequencyCaps,
  isRetention,
  Origin,
} from './setting-shapes.ts';

/**
 * What the owner passes with `-c name=value`, one entry a setting, each with a value that would do, and how a file would say it
 * where that is not the same text. docs/settings.md has a line for each. `stage` has no default: which stack is touched is never a guess.
 */
export const OwnerContext = z.strictObject({
  stage: StageName.meta({ example: 'dev' }),
  /** The sender of every e-mail. */
  fromAddress: AsciiEmailAddress.meta({ example: 'hello@example.com' }),
  fromName: singleLine(64).default('Bellhop').meta({ example: 'Repairs' }),
  replyTo: AsciiEmailAddress.optional().meta({ example: 'support@example.com' }),
  /** Verifies this whole domain with SES in place of the one address. */
  domain: DomainName.optional().meta({ example: 'example.com' }),
  /**
   * `existing`: the address or domain is in SES already, in this account and region, perhaps by another stage's stack.
   * Absent: `npm run cdk -- deploy` looks there; any other way means `new`.
   */
  senderIdentity: z.enum(['new', 'existing']).optional().meta({ example: 'existing' }),
  /** Where bounces go, beneath `domain`, so that SPF speaks for the owner's domain too; its two DNS records are in the outputs. */
  mailFromDomain: DomainName.optional().meta({ example: 'mail.example.com' }),
  /** What leads from tracked links and pictures to SES, in place of its own: docs/email-tracking.md. */
  trackingDomain: DomainName.optional().meta({ example: 'links.example.com' }),
  /** The API's own host name, in place of the one that AWS makes up; with `apiCertificateArn`. */
  apiDomain: DomainName.optional().meta({ example: 'api.example.com' }),
  apiCertificateArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
      'must be the ARN of an ACM certificate in the region of the stack',
    )
    .optional()
    .meta({ example: 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012' }),
  allowedOrigins: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(Origin))
    .default([])
    .meta({
      example: 'https://app.example.com,https://admin.example.com',
      inFile: "['https://app.example.com', 'https://admin.example.com']",
    }),
  /** The app's OpenID Connect issuer; absent: Bellhop signs users' tokens itself. */
  tokenIssuer: z
    .url({ protocol: /^https$/, error: 'must be an https URL' })
    .optional()
    .meta({ example: 'https://login.example.com/' }),
  audience: z.string().min(1).default('bellhop').meta({ example: 'bellhop' }),
  ...channelSwitches(),
  ...providerChoices(),
  ...providerSettings,
  /** The buckets of S3, and folders in them, that files of e-mails may lie in; absent: none. docs/decisions/0334. */
  attachmentBuckets: z
    .string()
    .max(1_000) // a function's settings may have 4 KB in all
    .transform((text) => (text === '' ? [] : text.split(',').map((place) => asFolder(place.trim()))))
    .pipe(
      z.array(z.string().regex(bucketAndFolder, 'must be buckets, with a folder if wanted, like acme-invoices/sent/,acme-terms')),
    )
    .default([])
    .meta({ example: 'acme-invoices/sent/,acme-terms', inFile: "['acme-invoices/sent/', 'acme-terms']" }),
  /** The e-mails that may go out in a second by a provider that is not asked for it, as SES is; absent: the rate that it grants anybody. */
  emailsPerSecond: z.coerce.number().min(0.1).max(1_000).optional().meta({ example: '10', inFile: '10' }),
  /** The most that one SMS segment may cost; what costs more is skipped, and says so. Absent: what it costs, with room. */
  smsMaxPriceUsd: z
    .string()
    .regex(/^\d+\.\d\d$/, 'must be dollars and cents, like 0.10')
    .optional()
    .meta({ example: '0.10' }),
  /** The countries that SMS may go to; absent: none, as every country more is one more to be robbed through. */
  smsCountries: z
    .string()
    .transform((text) => text.split(',').map((country) => country.trim()))
    .pipe(z.array(CountryCode))
    .default([])
    .meta({ example: 'GB,US', inFile: "['GB', 'US']" }),
  /** The SMS segments that may go out in a second, as the provider has granted; absent: the rate that it grants anybody. */
  smsSegmentsPerSecond: z.coerce.number().min(0.1).max(1_000).optional().meta({ example: '3', inFile: '3' }),
  /** What the SMS of a calendar month may cost; absent: what `stage.ts` says. 0 switches SMS off. */
  smsMonthlyBudgetUsd: z.coerce.number().min(0).max(1_000_000).optional().meta({ example: '25', inFile: '25' }),
  /** Whether an alarm watches what the whole account spends on SMS by SNS, whoever sends them: docs/decisions/0270. */
  smsAccountAlarm: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** Whether urgent SMS go on when the month's budget is spent. */
  smsUrgentOverBudget: z.enum(['yes', 'no']).default('no').meta({ example: 'yes', inFile: 'true' }),
  /** The channels on which only users who have opted in are reached, by workflows that do not say: as `optIn` in a workflow. */
  optIn: z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',').map((channel) => channel.trim())))
    .pipe(z.array(Channel))
    .default([])
    .meta({ example: 'sms', inFile: "['sms']" }),
  /** How e-mails go to users who have not chosen, by workflows that do not say: as `digest` in a workflow. */
  digest: EmailFrequency.default('immediate').meta({ example: 'daily' }),
  /** How much all workflows together may send to a user in an hour or a day of theirs; absent: as much as there is. */
  frequencyCaps: z
    .string()
    .refine(isFrequencyCaps, 'must be e-mails or SMS, 1 to 1000, an hour or a day, each once, like email:5/hour,sms:2/day')
    .default('')
    .meta({ example: 'email:5/hour,sms:2/day', inFile: "['email:5/hour', 'sms:2/day']" }),
  /** What becomes of e-mails beyond it: the user's next digest, or nothing. */
  frequencyCapOver: settingSchemas.FREQUENCY_CAP_OVER().default('digest').meta({ example: 'skip' }),
  /** How long notifications of a category stay, where it is not as long as `stage.ts` says. */
  retentionDays: z
    .string()
    .max(1_500) // a function's settings may have 4 KB in all: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    .refine(isRetention, 'must be categories with 1 to 3650 days each, like billing:365,chat:7')
    .default('')
    .meta({ example: 'billing:365,chat:7', inFile: '{ billing: 365, chat: 7 }' }),
  /** A table that was restored or outlived its stack, in place of one that the stack makes: docs/restore.md. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table')
    .optional()
    .meta({ example: 'bellhop-prod-restored' }),
  /** The stream of that table, with new and old images: what needs to know of changes is off without it. */
  tableStreamArn: z
    .string()
    .regex(/^arn:aws[\w-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\w:.-]+$/, "must be the ARN of a table's stream")
    .optional()
    .meta({ example: 'arn:aws:dynamodb:eu-west-1:123456789012:table/bellhop-prod-restored/stream/2030-03-31T01:30:00.000' }),
  /** What this one deploy may replace or delete although it cannot be made again, as its refusal has named it. */
  allowReplacement: z
    .string()
    .transform((text) => text.split(',').map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9]+$/, 'must be ids of resources, as the refused deploy names them')))
    .default([])
    .meta({ example: 'DeliverySenderIdentity5B3B4B4A', inFile: "['DeliverySenderIdentity5B3B4B4A']" }),
  /** Functions at work on one queue at once, at most; absent: what `stage.ts` says. See docs/concurrency.md. */
  queueConcurrency: z.coerce.number().int().min(2).max(1_000).optional().meta({ example: '5', inFile: '5' }), // what Lambda takes
  /** Whether browsers can be told at once that an inbox has changed, over a WebSocket: docs/decisions/0170. */
  live: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** Whether browsers poll at an address of their own, which API Gateway does not charge for: docs/decisions/0171. */
  feedUrl: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** Whether each change of state is an event on the stage's bus: docs/events.md. */
  events: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** Whether webhooks may be made, and are told of each change of state: docs/webhooks.md. */
  webhooks: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** Whether CloudWatch shows what runs on a dashboard of its own, which costs $3 a month beyond three: docs/costs.md. */
  dashboard: z.enum(['on', 'off']).default('off').meta({ example: 'on' }),
  /** What the whole account's bill of a month may come to before `alarmEmail` is told; absent: nobody watches it. */
  monthlyBudgetUsd: z.coerce.number().min(1).max(1_000_000).optional().meta({ example: '50', inFile: '50' }),
  /** Who is told when an alarm goes off; absent: alarms show in the console only. */
  alarmEmail: AsciiEmailAddress.optional().meta({ example: 'ops@example.com' }),
});

/** What a setting is called, after `-c` and in a file. */
export type SettingName = keyof typeof OwnerContext.shape;

/** What settings were called until 0.2; a file and a flag may still say so. */
export const formerNames = {
  attentionBudget: 'frequencyCaps',
  attentionOver: 'frequencyCapOver',
  smsPartsPerSecond: 'smsSegmentsPerSecond',
} as const satisfies Readonly<Record<string, SettingName>>;

/** What the owner decided about their stack, parsed. */
export type OwnerSettings = z.infer<typeof OwnerContext>;

/** Settings that read better in a file than as the text of `-c name=value`. */
type InFile = {
  /** The first sends, and those after it take over while it is paused. */
  emailProvider?: ProviderOf<'email'> | readonly ProviderOf<'email'>[];
  smsProvider?: ProviderOf<'sms'> | readonly ProviderOf<'sms'>[];
  allowedOrigins?: readonly string[];
  attachmentBuckets?: readonly string[];
  smsCountries?: readonly string[];
  smsSegmentsPerSecond?: number;
  emailsPerSecond?: number;
  smsMonthlyBudgetUsd?: number;
  queueConcurrency?: number;
  monthlyBudgetUsd?: number;
  smsUrgentOverBudget?: boolean;
  optIn?: readonly Channel[];
  allowReplacement?: readonly string[];
  /** Like `['email:5/hour', 'sms:2/day']`. */
  frequencyCaps?: readonly string[];
  /** Days by category, like `{ billing: 365 }`. */
  retentionDays?: Readonly<Record<string, number>>;
};

type Today = InFile & Partial<Omit<z.input<typeof OwnerContext>, keyof InFile | 'stage'>>;

/** A stage's settings as `bellhop.config.ts` has them: the names of `-c name=value`, with lists, numbers and booleans. */
export type SettingsOfStage = Today & { [Name in keyof typeof formerNames]?: Today[(typeof formerNames)[Name]] };
