import type { JobName } from '../../../contract/operations/health.ts';
import type { Key } from '../table/key.ts';

/** Names the item that holds the last run of a job. */
export function jobKey(name: JobName): Key {
  return { pk: `JOB#${name}`, sk: '-' };
}

/** Names the item that holds what the last look for stuck work left. */
export const stuckWorkKey: Key = { pk: 'STUCK', sk: '-' };
