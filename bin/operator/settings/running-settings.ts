import { CannotDo } from '../cannot-do.ts';
import { findStack } from '../find-stack.ts';

/**
 * What the local system was started with, as it tells itself: the file may have changed since.
 * @throws CannotDo when none runs, or one of a version that does not tell.
 */
export async function runningSettings(): Promise<Readonly<Record<string, string>>> {
  const { settings } = await findStack('local');
  if (settings === undefined)
    throw new CannotDo('the running system is of a version that does not tell its settings; restart it: npm start');
  return settings;
}
