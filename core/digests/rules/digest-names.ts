import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';

/** The workflow that digests go under; nobody publishes it, so no other may have its name. */
export const digestWorkflow = 'digest';

/** The category of a frequency's digests: `daily-digest`. */
export type DigestCategory = `${DigestFrequency}-digest`;

/** What preferences and links to unsubscribe call a digest: `daily-digest`. Opting out of it ends it, whatever is in it. */
export function digestCategory(frequency: DigestFrequency): DigestCategory {
  return `${frequency}-digest`;
}

/** All of them, so that no workflow has such a category. */
export const digestCategories: readonly string[] = DigestFrequency.options.map(digestCategory);
