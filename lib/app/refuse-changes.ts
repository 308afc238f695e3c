import { OwnerError } from '../settings/owner-error.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import { type ComparedTemplate, findStatefulChanges } from './stateful-changes.ts';

/**
 * Refuses a template that would replace or delete something stateful of what is deployed, unless the owner has named it.
 * @throws OwnerError with each such resource, what would be lost, and what to type when it is meant.
 */
export function refuseChanges(owner: OwnerSettings, deployed: ComparedTemplate, next: ComparedTemplate): void {
  const changes = findStatefulChanges(deployed, next).filter(({ id }) => !owner.allowReplacement.includes(id));
  if (changes.length === 0) return;

  const ids = [...owner.allowReplacement, ...changes.map(({ id }) => id)];
  throw new OwnerError(
    [
      `stack bellhop-${owner.stage} is left as it is, for something in it cannot be made again:`,
      ...changes.map(({ id, what, change, loss }) => `- ${what} ${change}. ${loss}. (${id})`),
      'Most often a setting is missing or has changed since the last deploy: compare with docs/settings.md.',
      `If you mean it, add to the command: -c allowReplacement=${ids.join(',')}`,
    ].join('\n'),
  );
}
