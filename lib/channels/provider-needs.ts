import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';

/** What there is to know of a stack for a provider. */
export type ProviderPlace = { stage: Stage; owner: OwnerSettings };

/** What a provider needs of the stack. */
export type ProviderNeeds<Place extends ProviderPlace = ProviderPlace> = {
  /** Lets a function send by it, and tells it the provider's own settings. */
  grantSend(handler: HandlerFunction, place: Place): void;
  /** Lets a function check that what it is told comes from the provider; absent where that tells nothing by HTTP. */
  grantReceive?(handler: HandlerFunction, place: Place): void;
};
