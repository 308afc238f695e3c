type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Names the alternatives of a schema, which the reference of the API would call "object" each: by what an alternative asks for
 * (`recipients`), or by the one value of a property of it (`fcm`). One that has a name, or refers to another schema, keeps that.
 */
export function namedAlternatives<Of>(description: Of): Of {
  return nameIn(description as Json) as Of;
}

function nameIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(nameIn);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const inner = nameIn(each);
    return [key, isAlternatives(key, inner) ? inner.map(withName) : inner] as const;
  });
  return Object.fromEntries(entries);
}

function isAlternatives(key: string, value: Json): value is Json[] {
  return (key === 'oneOf' || key === 'anyOf') && Array.isArray(value) && value.length > 1;
}

function withName(alternative: Json): Json {
  if (alternative === null || typeof alternative !== 'object' || Array.isArray(alternative)) return alternative;
  const { title, $ref, type, required, properties } = alternative;
  if (title !== undefined || $ref !== undefined) return alternative;
  const asked = Array.isArray(required) && type === undefined ? required.join(', ') : '';
  const name = asked === '' ? onlyValueIn(properties) : asked;
  return name === undefined ? alternative : { title: name, ...alternative };
}

/** The value of the first property that may have one value alone. */
function onlyValueIn(properties: Json | undefined): string | undefined {
  for (const property of Object.values(Object(properties)) as { const?: Json; enum?: Json[] }[]) {
    const [only, another] = property.const === undefined ? (property.enum ?? []) : [property.const];
    if (typeof only === 'string' && another === undefined) return only;
  }
  return undefined;
}
