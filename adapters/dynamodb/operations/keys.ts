import type { JobName } from '../../../contract/operations/health.ts';
import type { Key } from '../table/key.ts';

/** Names the item that holds the last run of a job. */
export function jobKey(name: JobName): Key {
  return { pk: `JOB#${name}`, sk: '-' };
}
