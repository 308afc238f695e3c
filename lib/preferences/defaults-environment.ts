import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Tells a function what goes to users who have not chosen, by workflows that do not say. */
export function addDefaultsEnvironment(handler: HandlerFunction, { optIn, digest }: OwnerSettings): void {
  handler.set('OPT_IN_CHANNELS', optIn.join(','));
  handler.set('EMAIL_FREQUENCY', digest);
}
