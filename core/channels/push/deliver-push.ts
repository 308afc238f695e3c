import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { type DeliverDeps, deliver } from '../../delivery/deliver.ts';
import type { DeliverOutcome } from '../../delivery/deliver-outcome.ts';
import { enforcePause, type PauseDeps } from '../../delivery/enforce-pause.ts';
import { type PushSenderDeps, pushSender } from './push-sender.ts';

/** Sends one push message, if they are not paused and it may go. Errors as `deliver`. */
export async function deliverPush(
  message: DeliverMessage,
  deps: Omit<DeliverDeps, 'acquirePermit'> & PushSenderDeps & PauseDeps,
): Promise<DeliverOutcome> {
  await enforcePause('push', deps);
  return deliver(message, pushSender(deps), { ...deps, acquirePermit: atOnce });
}

/** Push services have no rate of an account: they throttle by device, and say until when. */
async function atOnce() {
  return { outcome: 'granted' as const, wait: async () => {} };
}
