import type { ProviderName } from '../../../contract/channels/providers.ts';
import { discordDouble, slackDouble, teamsDouble, webhookChatDouble } from './chats.ts';
import type { ProviderDouble } from './double.ts';
import { endUserMessagingDouble } from './end-user-messaging.ts';
import type { Outbox } from './outbox.ts';
import { postmarkDouble } from './postmark/postmark.ts';
import { apnsDouble } from './push/apns.ts';
import { fcmDouble } from './push/fcm.ts';
import { webPushDouble } from './push/web-push.ts';
import { resendDouble } from './resend/resend.ts';
import { sesDouble } from './ses.ts';
import { smtpDouble } from './smtp/smtp.ts';
import { snsDouble } from './sns.ts';
import { twilioDouble } from './twilio/twilio.ts';

/** What plays each provider. */
const doubles = {
  ses: sesDouble,
  resend: resendDouble,
  postmark: postmarkDouble,
  smtp: smtpDouble,
  sns: snsDouble,
  'end-user-messaging': endUserMessagingDouble,
  twilio: twilioDouble,
  slack: slackDouble,
  teams: teamsDouble,
  discord: discordDouble,
  webhook: webhookChatDouble,
  web: webPushDouble,
  fcm: fcmDouble,
  apns: apnsDouble,
} as const satisfies Readonly<Record<ProviderName, (deps: never) => ProviderDouble>>;

/** What is needed to play them. */
export type DoubleDeps = { [Name in ProviderName]: Parameters<(typeof doubles)[Name]>[0] };

/** What those are made of that report nothing of a message later: chats, push services, and SMTP, which answers while it takes one. */
export function depsOfSilentDoubles({ outbox, now }: { outbox: Outbox; now: () => Date }) {
  const each = { outbox, now };
  return { smtp: {}, slack: each, teams: each, discord: each, webhook: each, web: each, fcm: each, apns: each };
}

/** Makes the double of each provider. */
export function playProviders(deps: DoubleDeps): [ProviderName, ProviderDouble][] {
  const each = Object.entries(doubles) as [ProviderName, (deps: unknown) => ProviderDouble][];
  return each.map(([name, make]) => [name, make(deps[name])]);
}
