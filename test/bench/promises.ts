/** The promises of docs/architecture.md that can be measured here. */
export const promises = {
  bundle: { kilobytes: 350, loadMs: 50 },
  heavyBundle: { kilobytes: 550, loadMs: 75 },
  acceptP99Ms: 50,
  unchangedPollReadUnits: 0.5,
  unchangedPollRequests: 1,
  emailCpuMs: 1.5,
} as const;

/** The functions that check phone numbers, sign, send or collect metrics. */
const heavy = new Set([
  'deliver-bulk-email',
  'deliver-email',
  'deliver-sms',
  'dispatch',
  'feed',
  'preferences',
  'publish',
  'dry-run',
  'collect-metrics',
  'unsubscribe',
  'users',
]);

/** What is promised of a function's bundle. */
export function bundlePromise(functionName: string): { kilobytes: number; loadMs: number } {
  return heavy.has(functionName) ? promises.heavyBundle : promises.bundle;
}
