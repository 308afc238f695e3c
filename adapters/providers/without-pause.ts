import type { ProviderAnswer } from '../../core/delivery/ports/providers.ts';

/** A missing secret of one kind of device pauses no channel that others are sent to on: what waits for it is tried again. */
export function withoutPause(found: string | ProviderAnswer): string | ProviderAnswer {
  if (typeof found === 'string' || found.outcome !== 'not-now') return found;
  return { ...found, because: 'unavailable' };
}
