import type { OnlyParts } from '../../core/message-log/ports/message-log.ts';

/** A place in the list of all: of a part, and behind it a notification's ULID where a page ends within the part. */
export function placeOf(part: string, ulid: string): string {
  return `${part}/${ulid}`;
}

/** Takes such a place apart. */
export function parsePlace(place: string): { part: string; ulid?: string | undefined } {
  const [part = '', ulid] = place.split('/');
  return { part, ulid };
}

/** Whether a part of a request is about what is looked for. */
export function isAbout(part: { workflow?: unknown; topic?: unknown; test?: unknown }, only: OnlyParts): boolean {
  if (only.workflow !== undefined && part.workflow !== only.workflow) return false;
  if (only.topic !== undefined && part.topic !== only.topic) return false;
  return only.test === undefined || part.test === only.test;
}
