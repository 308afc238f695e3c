import type { PreferencesPatch } from '@bellhop/client';

/** Changes preferences by a merge patch; answers whether the server took it. */
export type Save = (patch: PreferencesPatch) => Promise<boolean>;
