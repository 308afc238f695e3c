import type { OptOutList } from '../../delivery/ports/providers.ts';
import type { Suppressions } from '../../suppressions/ports/suppressions.ts';

/**
 * Makes suppressions that a START lifts. Before a number that has texted STOP is held back, it is looked for on the provider's
 * list; once it is not there any more, the suppression goes.
 */
export function honourStart(suppressions: Suppressions, optOuts: OptOutList | undefined): Suppressions {
  if (optOuts === undefined) return suppressions;
  return {
    ...suppressions,
    async find(address) {
      const found = await suppressions.find(address);
      if (found?.listedAt !== optOuts.name || found.reason !== 'opt_out' || (await isStillListed(address, optOuts))) return found;
      const lifted = await suppressions.remove(address, found);
      return lifted === undefined ? suppressions.find(address) : undefined; // somebody may have suppressed it while the provider was asked
    },
  };
}

async function isStillListed(number: string, optOuts: OptOutList): Promise<boolean> {
  try {
    return await optOuts.has(number);
  } catch {
    return true; // nobody knows, so what its owner said last that we know of stands
  }
}
