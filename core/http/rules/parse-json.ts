const deepest = 32; // nobody's notification is deeper, and a walk down it cannot overflow
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** What was read, or what is wrong with it and where (RFC 6901 pointer). */
export type ParsedJson = { ok: true; value: unknown } | { ok: false; pointer: string; detail: string };

/** Reads JSON from outside. Keys that could reach an object's prototype are refused wherever they stand. */
export function parseJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, pointer: '', detail: 'the body is not JSON' }; // the parser's own message quotes the body
  }
  return findFault(value, '', 0) ?? { ok: true, value };
}

function findFault(value: unknown, pointer: string, depth: number): ParsedJson | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === deepest) return { ok: false, pointer, detail: `nested deeper than ${deepest} levels` };

  for (const [key, inner] of Object.entries(value)) {
    const here = `${pointer}/${escapePointer(key)}`;
    const fault = dangerousKeys.has(key)
      ? { ok: false as const, pointer: here, detail: 'this key is not allowed' }
      : findFault(inner, here, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Escapes one step of a JSON pointer: RFC 6901 section 3. */
export function escapePointer(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
