import { createHash } from 'node:crypto';
import type { NewDevice } from '../../../../contract/channels/push/devices.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';

/** The hosts of magic devices end with a name that no one can register (RFC 2606). */
const magicHost = /^([a-z-]+)\.test\.bellhop\.example$/;

const outcomes: ReadonlyMap<string, MagicOutcome> = new Map([
  ['delivered', 'delivered'],
  ['soft-fail', 'temporary-failure'],
  ['fail', 'permanent-failure'],
]);

/** Names a device by where it is reached: the same subscription is the same device. The id of a magic one says what it plays. */
export function deviceIdOf(device: NewDevice): string {
  const place = placeOf(device);
  const hash = createHash('sha256').update(`${device.kind} ${place}`).digest('base64url').slice(0, 16);
  const [, magic = ''] = magicHost.exec(URL.canParse(place) ? new URL(place).hostname : place) ?? [];
  return outcomes.has(magic) ? `dev_test-${magic}-${hash}` : `dev_${hash}`;
}

/** Whether a device is a magic one: nobody's, so that nothing is sent to it. */
export function isOfTests(id: string): boolean {
  return id.startsWith('dev_test-');
}

/** What becomes of a test message to these devices, as a message keeps them; nothing when none is magic. */
export function playDevices(kept: string): MagicOutcome | undefined {
  const names = (JSON.parse(kept) as string[]).flatMap((id) => /^dev_test-(.+)-.{16}$/.exec(id)?.[1] ?? []);
  return outcomes.get(names[0] ?? '');
}

/** Where it is reached, as one text that is no other device's. */
function placeOf(device: NewDevice): string {
  switch (device.kind) {
    case 'web':
      return device.endpoint;
    case 'fcm':
      return device.token;
    case 'apns':
      return device.token.toLowerCase();
    default:
      return device satisfies never;
  }
}

/** What of where it is reached may be shown: the host of a browser's push service. */
export function pushServiceOf(device: NewDevice): string | undefined {
  return device.kind === 'web' ? new URL(device.endpoint).host : undefined;
}
