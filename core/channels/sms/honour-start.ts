import type { OptOutList } from '../../delivery/ports/providers.ts';
import type { Suppressions } from '../../suppressions/ports/suppressions.ts';

/**
 * Suppressions that a START lifts: a number whose STOP the provider has on its list is looked for there before it holds back an SMS, and
 * once it is not there any more the suppression goes. It lifts nothing that anybody else has set, and nothing when the provider does not say.
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
