import type { Contact } from '../contract/publish.ts';

/** The given fields that differ from what is stored. */
export function changedFields(given: Contact, stored: Contact = {}): Contact {
  const changed = (Object.keys(given) as (keyof Contact)[]).filter(
    (field) => given[field] !== undefined && given[field] !== stored[field],
  );
  return Object.fromEntries(changed.map((field) => [field, given[field]]));
}
