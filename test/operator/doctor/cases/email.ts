import { inOrder } from '../a-deployment.ts';
import type { Case } from './case.ts';

const account = inOrder.GetAccount;
const domain = inOrder['GetEmailIdentity example.com'];
const dkim = domain.DkimAttributes;
const notFound = inOrder.GetEmailIdentity;
const identityIs = (changes: Record<string, unknown>) => ({
  answers: { 'GetEmailIdentity example.com': { ...domain, ...changes } },
});
const accountIs = (changes: Record<string, unknown>) => ({ answers: { GetAccount: { ...account, ...changes } } });
const review = (Status: string) => ({
  ProductionAccessEnabled: false,
  Details: { ...account.Details, ReviewDetails: { Status } },
});

const pause = (queue: string, mark: Record<string, { S: string }>) => ({
  answers: { [`GetItem PARK#${queue}`]: { Item: { pk: { S: `PARK#${queue}` }, sk: { S: '-' }, ...mark } } },
});

/** What the checks of email say when something is not in order. */
export const emailCases: readonly Case[] = [
  [
    'ses-production',
    'is not asked for',
    accountIs({ ProductionAccessEnabled: false, Details: undefined }),
    'not-yet',
    /sandbox/,
    /--draft ses --stage prod/,
  ],
  ['ses-production', 'is under review', accountIs(review('PENDING')), 'not-yet', /has not answered/, /ses\/home/],
  ['ses-production', 'was refused', accountIs(review('DENIED')), 'not-yet', /refused production access/, /--draft ses/],
  [
    'ses-production',
    'has been paused',
    accountIs({ SendingEnabled: false, EnforcementStatus: 'SHUTDOWN' }),
    'wrong',
    /paused/,
    /SES wrote/,
  ],
  [
    'ses-production',
    'is on probation',
    accountIs({ EnforcementStatus: 'PROBATION' }),
    'wrong',
    /under review/,
    /bulk-email show/,
  ],
  [
    'ses-quota',
    'is used up',
    accountIs({ SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 200 } }),
    'wrong',
    /200 of 200/,
    /ses\/home/,
  ],
  [
    'ses-quota',
    'is nearly used up',
    accountIs({ SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 170 } }),
    'not-yet',
    /170 of 200 .* 1 a second/,
    /ses\/home/,
  ],
  [
    'ses-quota',
    'is unlimited',
    accountIs({ SendQuota: { Max24HourSend: -1, MaxSendRate: 500, SentLast24Hours: 9e6 } }),
    'ok',
    /Any number/,
    /^$/,
  ],
  [
    'ses-identity',
    'is not verified',
    identityIs({ VerifiedForSendingStatus: false }),
    'not-yet',
    /example.com is not verified/,
    /DkimRecord1/,
  ],
  [
    'ses-identity',
    'is unknown',
    { answers: { 'GetEmailIdentity example.com': notFound } },
    'wrong',
    /no identity that covers hello@mail.example.com/,
    /senderIdentity/,
  ],
  [
    'ses-identity',
    'is an address whose link nobody clicked',
    {
      answers: {
        'GetEmailIdentity example.com': notFound,
        'GetEmailIdentity hello@mail.example.com': { ...domain, VerifiedForSendingStatus: false },
      },
    },
    'not-yet',
    /hello@mail.example.com is not verified/,
    /Click the link/,
  ],
  [
    'dkim',
    'waits for the DNS',
    identityIs({ DkimAttributes: { ...dkim, Status: 'PENDING' } }),
    'not-yet',
    /has not seen/,
    /aaa\._domainkey\.example\.com CNAME aaa\.dkim\.amazonses\.com; bbb/,
  ],
  ['dkim', 'has failed', identityIs({ DkimAttributes: { ...dkim, Status: 'FAILED' } }), 'wrong', /is FAILED/, /CNAME/],
  [
    'dkim',
    'is switched off',
    identityIs({ DkimAttributes: { ...dkim, SigningEnabled: false } }),
    'wrong',
    /switched off/,
    /put-email-identity-dkim-attributes/,
  ],
  [
    'dkim',
    'cannot be, with a lone address',
    {
      answers: {
        'GetEmailIdentity example.com': notFound,
        'GetEmailIdentity hello@mail.example.com': {
          ...domain,
          DkimAttributes: { SigningEnabled: false, Status: 'NOT_STARTED' },
        },
      },
    },
    'not-yet',
    /signed by amazonses.com/,
    /domain=mail.example.com/,
  ],
  ['mail-from', 'is not set', identityIs({ MailFromAttributes: undefined }), 'not-yet', /no MAIL FROM/, /mailFromDomain=/],
  [
    'mail-from',
    'waits for the DNS',
    identityIs({
      MailFromAttributes: {
        MailFromDomain: 'bounce.example.com',
        MailFromDomainStatus: 'PENDING',
        BehaviorOnMxFailure: 'REJECT_MESSAGE',
      },
    }),
    'not-yet',
    /sends nothing until then/,
    /10 feedback-smtp\.eu-west-1\.amazonses\.com/,
  ],
  [
    'mail-from',
    'has failed',
    identityIs({
      MailFromAttributes: {
        MailFromDomain: 'bounce.example.com',
        MailFromDomainStatus: 'FAILED',
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    }),
    'wrong',
    /does not find/,
    /spf1/,
  ],
  ['dmarc', 'is missing', { txt: {} }, 'not-yet', /mail.example.com has no DMARC/, /_dmarc\.mail\.example\.com TXT/],
  [
    'dmarc',
    'is missing among other records',
    { txt: { '_dmarc.mail.example.com': [['google-site-verification=1']] } },
    'not-yet',
    /no DMARC/,
    /TXT/,
  ],
  [
    'dmarc',
    'is there twice',
    { txt: { '_dmarc.mail.example.com': [['v=DMARC1; p=none'], ['v=DMARC1; p=reject']] } },
    'wrong',
    /2 records/,
    /Leave one/,
  ],
  [
    'dmarc',
    'says nothing',
    { txt: { '_dmarc.mail.example.com': [['v=DMARC1; rua=mailto:a@example.com']] } },
    'wrong',
    /no policy/,
    /p=none/,
  ],
  ['dmarc', 'cannot be asked for', { txt: { '_dmarc.mail.example.com': 'ESERVFAIL' } }, 'cannot-tell', /ESERVFAIL/, /./],
  [
    'engagement-tracking',
    'is on for the whole account',
    accountIs({ VdmAttributes: { VdmEnabled: 'ENABLED', DashboardAttributes: { EngagementMetrics: 'ENABLED' } } }),
    'wrong',
    /every e-mail, by the account's setting/,
    /put-configuration-set-vdm-options --configuration-set-name bellhop-prod-set/,
  ],
  [
    'engagement-tracking',
    'is off in the configuration set, whatever the account says',
    {
      answers: {
        ...accountIs({ VdmAttributes: { VdmEnabled: 'ENABLED', DashboardAttributes: { EngagementMetrics: 'ENABLED' } } }).answers,
        GetConfigurationSet: {
          ...inOrder.GetConfigurationSet,
          VdmOptions: { DashboardOptions: { EngagementMetrics: 'DISABLED' } },
        },
      },
    },
    'ok',
    /those workflows alone/,
    /^$/,
  ],
  [
    'suppression-list',
    "is the account's",
    { answers: { GetConfigurationSet: { ...inOrder.GetConfigurationSet, SuppressionOptions: undefined } } },
    'not-yet',
    /bounce and complaint, by the account's setting/,
    /delete-suppressed-destination/,
  ],
  [
    'email-events',
    'lack bounces',
    {
      answers: {
        GetConfigurationSetEventDestinations: {
          EventDestinations: [
            {
              ...inOrder.GetConfigurationSetEventDestinations.EventDestinations[0],
              MatchingEventTypes: ['SEND', 'DELIVERY', 'COMPLAINT', 'REJECT'],
            },
          ],
        },
      },
    },
    'wrong',
    /does not report BOUNCE/,
    /deploy/,
  ],
  [
    'email-events',
    'are switched off',
    {
      answers: {
        GetConfigurationSetEventDestinations: {
          EventDestinations: [{ ...inOrder.GetConfigurationSetEventDestinations.EventDestinations[0], Enabled: false }],
        },
      },
    },
    'wrong',
    /DELIVERY, BOUNCE, COMPLAINT, REJECT/,
    /deploy/,
  ],
  [
    'email-events',
    'end at a rule that is off',
    { answers: { DescribeRule: { ...inOrder.DescribeRule, State: 'DISABLED' } } },
    'wrong',
    /FeedbackReported is DISABLED/,
    /deploy/,
  ],
  [
    'email-events',
    'have never come',
    { answers: { BatchGetItem: { Responses: {}, UnprocessedKeys: {} } } },
    'not-yet',
    /No report/,
    /test email --to/,
  ],
  [
    'email-pauses',
    'wait for the day to end',
    pause('email', { until: { S: '2026-11-29T12:10:00.000Z' }, why: { S: 'Daily message quota exceeded.' } }),
    'wrong',
    /E-mail waits until 2026-11-29T12:10:00.000Z: Daily message quota exceeded/,
    /tried again by itself/,
  ],
  [
    'email-pauses',
    'are over',
    pause('email', { until: { S: '2026-11-29T10:00:00.000Z' }, why: { S: 'Daily message quota exceeded.' } }),
    'ok',
    /goes out/,
    /^$/,
  ],
  [
    'email-pauses',
    'last until bounces are looked at',
    pause('bulk-email', { why: { S: '6 % bounced' } }),
    'wrong',
    /Bulk e-mail waits: 6 % bounced/,
    /bulk-email show/,
  ],
  [
    'email-pauses',
    'are those of the sandbox',
    pause('unverified-recipients', { until: { S: '2026-11-29T12:10:00.000Z' }, why: { S: 'Email address is not verified.' } }),
    'wrong',
    /unverified addresses waits .* not verified/,
    /leave the sandbox/,
  ],
];
