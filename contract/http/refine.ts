/**
 * Lets a refinement of an object or a list run although parts of it are wrong too, so that all places are told at once. What it looks
 * at may then be of any type.
 */
export const besideOtherFaults = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

/** Lets a refinement of a list run although parts of it are wrong too. It is a list then, of anything. */
export const besideOtherFaultsOfList = { when: ({ value }: { value: unknown }) => Array.isArray(value) };
