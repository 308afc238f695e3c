import type { SendChannel } from '../../../contract/channels/channels.ts';
import { bootstrap } from './account/bootstrap.ts';
import { clock } from './account/clock.ts';
import { credentials } from './account/credentials.ts';
import { lambdaConcurrency } from './account/lambda-concurrency.ts';
import type { Check } from './check.ts';
import { dkim } from './email/dkim.ts';
import { dmarc } from './email/dmarc.ts';
import { emailEvents } from './email/email-events.ts';
import { emailPauses } from './email/email-pauses.ts';
import { engagementTracking } from './email/engagement-tracking.ts';
import { mailFrom } from './email/mail-from.ts';
import { sesIdentity } from './email/ses-identity.ts';
import { sesProduction } from './email/ses-production.ts';
import { sesQuota } from './email/ses-quota.ts';
import { suppressionList } from './email/suppression-list.ts';
import { whenSesSends } from './email/when-ses-sends.ts';
import { smsReceipts } from './sms/sms-receipts.ts';
import { smsSandbox } from './sms/sms-sandbox.ts';
import { smsSenders } from './sms/sms-senders.ts';
import { smsSpendLimit } from './sms/sms-spend-limit.ts';
import { alarmSubscription } from './system/alarm-subscription.ts';
import { allowedOrigins } from './system/allowed-origins.ts';
import { apiHealth } from './system/api-health.ts';
import { apiKeys } from './system/api-keys.ts';
import { deadLetters } from './system/dead-letter-queues.ts';
import { ownersPauses } from './system/owners-pauses.ts';
import { schedules } from './system/schedules.ts';
import { stack } from './system/stack.ts';
import { tableBackups } from './system/table-backups.ts';
import { tableParts } from './system/table-parts.ts';

/** Everything that the doctor looks at, by what it is about, in the order in which one would mend it. */
export const checks = {
  account: [credentials, clock, bootstrap, lambdaConcurrency],
  system: [
    stack,
    apiHealth,
    apiKeys,
    allowedOrigins,
    schedules,
    ownersPauses,
    deadLetters,
    alarmSubscription,
    tableParts,
    tableBackups,
  ],
  email: [
    ...whenSesSends([sesProduction, sesQuota, sesIdentity, dkim, mailFrom]),
    dmarc,
    ...whenSesSends([suppressionList, emailEvents, engagementTracking]),
    emailPauses,
  ],
  sms: [smsSandbox, smsSpendLimit, smsSenders, smsReceipts],
  chat: [], // each connection leads elsewhere, and says by itself when it is gone
  push: [],
} as const satisfies Record<'account' | 'system' | SendChannel, readonly Check[]>;
