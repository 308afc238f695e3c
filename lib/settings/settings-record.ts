import type { OwnerSettings } from './owner-settings.ts';

/** Under which name a template's metadata has the settings that it was made with. */
export const settingsInTemplate = 'BellhopSettings';

/** What is told of one deploy alone, or is the stack's name. */
const leftOut: ReadonlySet<string> = new Set(['stage', 'allowReplacement']);

/** An owner's settings as text by name, as `-c name=value` has them: what a stack tells of itself. No secret is among them, those are in SSM. */
export function settingsRecord(owner: Partial<OwnerSettings>): Record<string, string> {
  const told = Object.entries(owner).filter(([name, value]) => !leftOut.has(name) && value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, String(value)]).sort());
}
