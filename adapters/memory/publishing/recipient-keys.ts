import type { KeyUse, RecipientKeys } from '../../../core/publishing/ports/recipient-keys.ts';

const dayMs = 86_400_000;

/** Remembers in memory what recipients' keys were used for. */
export function memoryRecipientKeys(): RecipientKeys {
  const entries = new Map<string, { use: KeyUse; until: number }>();

  return {
    async claim({ caller, key, use, now }) {
      const name = JSON.stringify([caller, key]);
      const found = entries.get(name);
      if (found !== undefined && found.until > now.getTime()) return found.use;
      entries.set(name, { use, until: now.getTime() + dayMs });
      return use;
    },
  };
}
