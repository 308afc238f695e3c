const deepest = 32; // nobody's notification is deeper, and a walk down it cannot overflow
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** What was read, or what is wrong with it and where (RFC 6901 pointer). */
export type ParsedJson = { ok: true; value: unknown } | UnsafePlace;

type UnsafePlace = { ok: false; pointer: string; detail: string };

/**
 * Reads JSON from outside. Keys that could reach an object's prototype are refused wherever they stand. The items of the list `itemsIn` are left to
 * who takes each by itself, with `findUnsafePlace`.
 */
export function parseJson(text: string, { itemsIn }: { itemsIn?: string | undefined } = {}): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, pointer: '', detail: 'the body is not JSON' }; // the parser's own message quotes the body
  }
  return findUnsafePlace(withoutItems(value, itemsIn)) ?? { ok: true, value };
}

function withoutItems(value: unknown, itemsIn: string | undefined): unknown {
  if (itemsIn === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key !== itemsIn || !Array.isArray(inner)));
}

/** Finds a key that could reach an object's prototype, or a place too deep; `pointer` and `depth` are where the value stands. */
export function findUnsafePlace(value: unknown, pointer = '', depth = 0): UnsafePlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === deepest) return { ok: false, pointer, detail: `nested deeper than ${deepest} levels` };

  for (const [key, inner] of Object.entries(value)) {
    const here = `${pointer}/${escapePointer(key)}`;
    const fault = dangerousKeys.has(key)
      ? { ok: false as const, pointer: here, detail: 'this key is not allowed' }
      : findUnsafePlace(inner, here, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Escapes one step of a JSON pointer: RFC 6901 section 3. */
export function escapePointer(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
