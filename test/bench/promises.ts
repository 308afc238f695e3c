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
 * What the bundle of each handler may have, in KB: what it had when it was last looked at, and a few more. `npm test` measures it, so
 * that a package comes in, or what was left out comes back, under somebody's eyes: docs/decisions/0166.
 */
export const bundleKilobytes: Readonly<Record<string, number>> = {
  'channels/chat/connections': 347,
  'channels/chat/deliver-chat': 437,
  'channels/email/deliver-email': 499,
  'channels/inbox/feed': 356,
  'channels/inbox/live': 320,
  'channels/inbox/poll-feed': 355,
  'channels/sms/deliver-sms': 483,
  'channels/push/deliver-push': 450, // three kinds of devices
  'channels/push/devices': 364,
  'channels/push/set-up-push': 225,
  'digests/send-digests': 313,
  'dry-run/dry-run': 522,
  'events/tell-changes': 336,
  'feedback/receive-receipt': 367,
  'feedback/record-feedback': 374,
  'feedback/set-up-sms': 260,
  'message-log/message-log': 381,
  'message-log/resend': 428,
  'operations/clean-up': 345,
  'operations/collect-metrics': 351,
  'operations/health': 383,
  'preferences/preferences': 378,
  'preferences/unsubscribe': 336,
  'publishing/ingest': 548,
  'publishing/notifications': 377,
  'publishing/publish': 443,
  'scheduling/release-due': 300,
  'schedules/schedules': 419,
  'statistics/count-statistics': 310,
  'statistics/statistics': 322,
  'suppressions/suppressions': 311,
  'topics/topics': 310,
  'users/users': 438,
  'webhooks/deliver-webhook': 340,
  'webhooks/webhooks': 373,
};

/** How long a bundle may take to load, in ms: those with workflows, phone numbers or several of AWS's clients in them have longer. */
export function bundleLoadMs(handler: string): number {
  return (bundleKilobytes[handler] ?? 0) > 360 ? promises.largeBundleLoadMs : promises.bundleLoadMs;
}
