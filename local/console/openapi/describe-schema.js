const deepest = 6; // schemas may contain themselves

/** A JSON schema in lines that a person reads: names, types, what is optional, and limits. */
export function describeSchema(schema, description, depth = 0, margin = '') {
  const { type, properties, items, anyOf, oneOf, allOf, additionalProperties, ...more } = resolve(schema, description);
  const choices = anyOf ?? oneOf;
  const within = (one, indent = margin) => describeSchema(one, description, depth + 1, indent);
  if (depth > deepest) return '…';
  if (more.const !== undefined) return JSON.stringify(more.const);
  if (more.enum !== undefined) return more.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (choices !== undefined) return choices.map((one) => within(one)).join(' | ');
  if (allOf !== undefined) return allOf.map((one) => within(one)).join(' & ');
  if (type === 'array') return `list of ${within(items ?? {})}${limits(more)}`;
  if (properties !== undefined) return object(properties, more.required ?? [], { within, margin });
  if (type === 'object')
    return typeof additionalProperties === 'object' ? `{ [name]: ${within(additionalProperties)} }` : 'any object';
  return `${[type ?? 'any value'].flat().join(' or ')}${limits(more)}`;
}

function object(properties, required, { within, margin }) {
  const inner = `${margin}  `;
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${within(schema, inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${margin}}`;
}

function limits({ format, minimum, maximum, minLength, maxLength, minItems, maxItems, pattern, default: initial }) {
  const said = [
    format,
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    pattern !== undefined && format === undefined && `like ${pattern}`,
    initial !== undefined && `default ${JSON.stringify(initial)}`,
  ].filter(Boolean);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function range(least, most, unit) {
  if (least === undefined && most === undefined) return undefined;
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}

function resolve(schema, description) {
  if (schema.$ref === undefined) return schema;
  return schema.$ref
    .split('/')
    .slice(1)
    .reduce((place, name) => place[name], description);
}
