/** A JSON schema, as far as docs/openapi.json uses it. */
export type Schema = Reference | Described;
export type Reference = { $ref: string };
type Described = {
  $ref?: undefined;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  default?: unknown;
};

/** Finds what a reference means. */
export type Resolve = (schema: Schema) => Described;

/** How deep a schema is in another, and how far its lines are indented. */
type Place = { resolve: Resolve; depth: number; margin: string };

const deepest = 6; // schemas may contain themselves

/** A JSON schema in lines that a person reads: names, types, what is optional, and limits. */
export function describeSchema(schema: Schema, resolve: Resolve): string {
  return describe(schema, { resolve, depth: 0, margin: '' });
}

function describe(schema: Schema, place: Place): string {
  const described = place.resolve(schema);
  const { type, properties, items, anyOf, oneOf, allOf, additionalProperties } = described;
  const choices = anyOf ?? oneOf;
  const within = (one: Schema) => describe(one, { ...place, depth: place.depth + 1 });
  if (place.depth > deepest) return '…';
  if (described.const !== undefined) return JSON.stringify(described.const);
  if (described.enum !== undefined) return described.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (properties !== undefined) return object(properties, described.required ?? [], place); // choices beside fields only say which are required
  if (choices !== undefined) return choices.map(within).join(' | ');
  if (allOf !== undefined) return allOf.map(within).join(' & ');
  if (type === 'array') return `list of ${within(items ?? {})}${limits(described)}`;
  if (type === 'object')
    return typeof additionalProperties === 'object' ? `{ [name]: ${within(additionalProperties)} }` : 'any object';
  return `${[type ?? 'any value'].flat().join(' or ')}${limits(described)}`;
}

function object(properties: Record<string, Schema>, required: string[], { resolve, depth, margin }: Place): string {
  const inner = { resolve, depth: depth + 1, margin: `${margin}  ` };
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${inner.margin}${name}${required.includes(name) ? '' : '?'}: ${describe(schema, inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${margin}}`;
}

function limits({ format, pattern, default: initial, ...schema }: Described): string {
  const parts = [
    format,
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    pattern !== undefined && format === undefined && `like ${pattern}`,
    initial !== undefined && `default ${JSON.stringify(initial)}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string | undefined {
  if (least === undefined && most === undefined) return undefined;
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}
