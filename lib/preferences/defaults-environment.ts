import type { Door } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Tells a function what goes to users who have not chosen, by workflows that do not say. */
export function tellDefaults(door: Door, { optIn, digest }: OwnerSettings): void {
  door.set('OPT_IN_CHANNELS', optIn.join(','));
  door.set('DIGEST_CADENCE', digest);
}
