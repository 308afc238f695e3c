import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { type DeliverDeps, deliver } from '../../delivery/deliver.ts';
import type { DeliverOutcome } from '../../delivery/deliver-outcome.ts';
import { enforcePause, type PauseDeps } from '../../delivery/enforce-pause.ts';
import { type SmsSenderDeps, smsSender } from './sms-sender.ts';

/** Sends one SMS, if SMS are not paused, it may go and there is money for it. Errors as `deliver`. */
export async function deliverSms(
  message: DeliverMessage,
  deps: DeliverDeps & SmsSenderDeps & PauseDeps,
): Promise<DeliverOutcome> {
  await enforcePause('sms', deps);
  const outcome = await deliver(message, smsSender(deps), deps);
  // an attempt before this one may have been granted money, and waited
  if (outcome === 'expired' || outcome === 'suppressed' || outcome === 'skipped')
    await deps.meter.giveBack(message.notificationId);
  return outcome;
}
