import type { HandlerFunction } from '../handlers/handler-function.ts';
import { switchedOnBy } from '../settings/channel-settings.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Tells a function what goes to users who have not chosen, by workflows that do not say, and which optional channels there are. */
export function addDefaultsEnvironment(handler: HandlerFunction, owner: OwnerSettings): void {
  const { optIn, digest } = owner;
  const switchedOn = switchedOnBy(owner);
  if (switchedOn.length > 0) handler.set('CHANNELS_ON', switchedOn.join(','));
  handler.set('OPT_IN_CHANNELS', optIn.join(','));
  handler.set('EMAIL_FREQUENCY', digest);
}
