import type { TurnedDown } from '../../delivery/ports/channel-sender.ts';
import { isOfTests } from './rules/device-id.ts';

/** Why a message of a live key goes to none of these devices: each is one of tests. Nothing when one is not. */
export function turnDownTests(devices: readonly string[]): TurnedDown | undefined {
  if (!devices.every(isOfTests)) return undefined;
  const detail = 'the user has no device but such of tests, to which a live key sends nothing';
  return { status: 'failed', reason: 'no_address', detail };
}
