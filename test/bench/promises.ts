/** The promises of docs/architecture.md that can be measured here. */
export const promises = {
  bundleLoadMs: 65,
  largeBundleLoadMs: 90,
  acceptP99Ms: 50,
  unchangedPollReadUnits: 0.5,
  unchangedPollRequests: 1,
  emailCpuMs: 1.5,
} as const;

/**
 * What the bundle of each handler may have, in KB: what it had when it was last looked at, and one or two more. `npm test` measures it, so
 * that a package comes in, or what was left out comes back, under somebody's eyes: docs/decisions/0166.
 */
export const bundleKilobytes: Readonly<Record<string, number>> = {
  'channels/chat/connections': 314,
  'channels/chat/deliver-chat': 372,
  'channels/email/deliver-email': 430,
  'channels/inbox/feed': 325,
  'channels/inbox/live': 285,
  'channels/inbox/poll-feed': 324,
  'channels/sms/deliver-sms': 419,
  'channels/push/deliver-push': 387, // three kinds of devices
  'channels/push/devices': 332,
  'channels/push/set-up-push': 197,
  'digests/send-digests': 281,
  'dry-run/dry-run': 477,
  'events/tell-changes': 303,
  'feedback/receive-receipt': 301,
  'feedback/record-feedback': 312,
  'feedback/set-up-sms': 225,
  'message-log/message-log': 312,
  'message-log/resend': 350,
  'operations/clean-up': 314,
  'operations/collect-metrics': 319,
  'operations/health': 352,
  'preferences/preferences': 343,
  'preferences/unsubscribe': 304,
  'publishing/ingest': 503,
  'publishing/notifications': 321,
  'publishing/publish': 408,
  'scheduling/release-due': 268,
  'schedules/schedules': 385,
  'statistics/count-statistics': 274,
  'statistics/statistics': 293,
  'suppressions/suppressions': 280,
  'topics/topics': 279,
  'users/users': 403,
  'webhooks/deliver-webhook': 306,
  'webhooks/webhooks': 337,
};

/** How long a bundle may take to load, in ms: those with workflows, phone numbers or several of AWS's clients in them have longer. */
export function bundleLoadMs(handler: string): number {
  return (bundleKilobytes[handler] ?? 0) > 360 ? promises.largeBundleLoadMs : promises.bundleLoadMs;
}
