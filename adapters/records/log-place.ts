import type { OnlyParts } from '../../core/message-log/ports/message-log.ts';
import { tenantOf } from '../../core/tenants/rules/owned.ts';

/** A place in the list of all: of a part, and behind it a notification's ULID where a page ends within the part. */
export function placeOf(part: string, ulid: string): string {
  return `${part}/${ulid}`;
}

/** Takes such a place apart. */
export function parsePlace(place: string): { part: string; ulid?: string | undefined } {
  const [part = '', ulid] = place.split('/');
  return { part, ulid };
}

/** A part of a request, or a notification that stands for itself, as far as it says what it is about and whose it is. */
type Part = { workflow?: unknown; topic?: unknown; test?: unknown; tenant?: unknown; userId?: unknown };

/** Of a ULID its time, and four letters, which keep two of one millisecond apart. */
const shownOfOthers = 14;

/**
 * The place behind which a list goes on when it has looked at a part. Of one that is not of the tenant who asks it shows no more of the id than
 * that needs; what else that request has comes before it, and is passed over with it.
 */
export function placeBehind(place: string, part: Part | undefined, { tenant }: OnlyParts): string {
  const isTheirs = tenant === undefined || (part !== undefined && ownerOf(part) === tenant);
  return isTheirs ? place : place.slice(0, shownOfOthers);
}

function ownerOf({ tenant, userId }: Part): unknown {
  return tenant ?? (typeof userId === 'string' ? tenantOf(userId) : undefined);
}

/** Whether a part of a request is about what is looked for. */
export function isAbout(part: Part, only: OnlyParts): boolean {
  if (only.tenant !== undefined && ownerOf(part) !== only.tenant) return false;
  if (only.workflow !== undefined && part.workflow !== only.workflow) return false;
  if (only.topic !== undefined && part.topic !== only.topic) return false;
  return only.test === undefined || part.test === only.test;
}
