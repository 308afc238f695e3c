/** An EventBridge event pattern: lists of what may match, nested like the event. */
export type EventPattern = { [key: string]: unknown };

type Scalar = string | number | boolean | null;

/**
 * Checks that a pattern uses only what `matches` knows.
 * @throws Error that names the first operator which is not known here.
 */
export function refuseUnknownOperators(pattern: EventPattern, path = ''): void {
  for (const [key, wanted] of Object.entries(pattern)) {
    const here = path ? `${path}.${key}` : key;
    if (key.startsWith('$')) throw new Error(`the event pattern uses "${here}", which local/emulators does not know yet`);
    if (!Array.isArray(wanted)) {
      refuseUnknownOperators(wanted as EventPattern, here);
      continue;
    }
    for (const matcher of wanted) refuseUnknownMatcher(matcher, here);
  }
}

/** Whether an event fits a pattern: every field named must have one of the values listed. */
export function matches(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const found = isObject(event) ? event[key] : undefined;
    if (!Array.isArray(wanted)) return matches(wanted as EventPattern, found);
    // EventBridge matches a list in the event when any of its items does
    const values = Array.isArray(found) ? found : [found];
    return wanted.some((matcher) => values.some((value) => fits(matcher, value)));
  });
}

function refuseUnknownMatcher(matcher: unknown, path: string): void {
  if (!isObject(matcher)) return;
  const [operator = '', operand] = Object.entries(matcher)[0] ?? [];
  const known =
    (operator === 'prefix' && typeof operand === 'string') ||
    (operator === 'exists' && typeof operand === 'boolean') ||
    (operator === 'anything-but' && [operand].flat().every((item) => !isObject(item)));
  if (!known)
    throw new Error(`the event pattern uses ${JSON.stringify(matcher)} at "${path}", which local/emulators does not know yet`);
}

function fits(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === value;
  if ('exists' in matcher) return matcher.exists === (value !== undefined);
  if (value === undefined) return false;
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(String(matcher.prefix));
  return !([matcher['anything-but']].flat() as Scalar[]).includes(value as Scalar);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
