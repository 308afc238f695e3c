import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Tells a function how much all workflows together may send to a user, and what becomes of the rest. */
export function addFrequencyCapEnvironment(handler: HandlerFunction, { frequencyCaps, frequencyCapOver }: OwnerSettings): void {
  handler.set('FREQUENCY_CAPS', frequencyCaps);
  handler.set('FREQUENCY_CAP_OVER', frequencyCapOver);
}
