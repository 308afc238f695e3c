/** The promises of docs/architecture.md that can be measured here. */
export const promises = {
  bundleLoadMs: 65,
  largeBundleLoadMs: 90,
  acceptP99Ms: 50,
  unchangedPollReadUnits: 0.5,
  unchangedPollRequests: 1,
  emailCpuMs: 1.5,
  reloadMs: 2000,
} as const;

/**
 * What the bundle of each handler may have, in KB: what it had when it was last looked at, and one or two more. `npm test` measures it, so
 * that a package comes in, or what was left out comes back, under somebody's eyes: docs/decisions/0166.
 */
export const bundleKilobytes: Readonly<Record<string, number>> = {
  'channels/chat/connections': 315,
  'channels/chat/deliver-chat': 392,
  'channels/email/deliver-email': 449,
  'channels/inbox/feed': 326,
  'channels/inbox/live': 285,
  'channels/inbox/poll-feed': 325,
  'channels/sms/deliver-sms': 439,
  'channels/push/deliver-push': 405, // three kinds of devices
  'channels/push/devices': 333,
  'channels/push/set-up-push': 197,
  'digests/send-digests': 281,
  'dry-run/dry-run': 486,
  'events/tell-changes': 305,
  'feedback/receive-receipt': 302,
  'feedback/record-feedback': 312,
  'feedback/set-up-sms': 225,
  'message-log/message-log': 313,
  'message-log/resend': 354,
  'operations/clean-up': 314,
  'operations/collect-metrics': 319,
  'operations/health': 357,
  'preferences/preferences': 356,
  'preferences/unsubscribe': 305,
  'publishing/ingest': 512,
  'publishing/notifications': 323,
  'publishing/publish': 415,
  'scheduling/release-due': 268,
  'schedules/schedules': 391,
  'statistics/count-statistics': 274,
  'statistics/statistics': 294,
  'suppressions/suppressions': 281,
  'topics/topics': 280,
  'users/users': 412,
  'webhooks/deliver-webhook': 306,
  'webhooks/webhooks': 338,
};

/** How long a bundle may take to load, in ms: those with workflows, phone numbers or several of AWS's clients in them have longer. */
export function bundleLoadMs(handler: string): number {
  return (bundleKilobytes[handler] ?? 0) > 360 ? promises.largeBundleLoadMs : promises.bundleLoadMs;
}
