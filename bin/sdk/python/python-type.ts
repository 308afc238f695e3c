// JSON Schema → a type of Python; what is an object becomes a TypedDict of its own
import { pascal } from './names.ts';

/** A schema as docs/openapi.json has it, as far as types go by it. */
export type Schema = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
};

/** Where a type stands: its name, should it need one; and whether it is only sent, so that it may be wider than what is answered. */
export type Place = { name: string; isSent: boolean; define: (name: string, schema: Schema, isSent: boolean) => void };

const named: Readonly<Record<string, string>> = { integer: 'int', number: 'float', boolean: 'bool', null: 'None', string: 'str' };

/** The type of a schema, as Python writes it in an annotation. */
export function pythonType(schema: Schema, place: Place): string {
  const { $ref, type, format, properties, items } = schema;
  const choices = schema.anyOf ?? (properties === undefined ? schema.oneOf : undefined);
  if ($ref !== undefined) return $ref.replace('#/components/schemas/', '');
  if ('const' in schema) return `Literal[${literal(schema.const)}]`;
  if (schema.enum) return `Literal[${schema.enum.map(literal).join(', ')}]`;
  if (choices) return union(choices, place);
  if (type === 'object') return objectType(schema, place);
  if (type === 'array')
    return `${place.isSent ? 'Sequence' : 'list'}[${pythonType(items ?? {}, { ...place, name: one(place.name) })}]`;
  if (format === 'date-time' && place.isSent) return 'str | datetime';
  return named[type ?? ''] ?? 'Any';
}

function objectType(schema: Schema, place: Place): string {
  const { properties, additionalProperties } = schema;
  if (properties) {
    place.define(place.name, schema, place.isSent);
    return place.name;
  }
  const value =
    typeof additionalProperties === 'object' ? pythonType(additionalProperties, { ...place, name: `${place.name}Value` }) : 'Any';
  return `${place.isSent ? 'Mapping' : 'dict'}[str, ${value}]`;
}

/** Joins types, each once. */
function union(choices: readonly Schema[], place: Place): string {
  const objects = choices.filter((choice) => choice.type === 'object');
  const types = choices.map((choice, index) => {
    const suffix = objects.length > 1 && objects.includes(choice) ? kindOf(choice, index) : '';
    return pythonType(choice, { ...place, name: `${place.name}${suffix}` });
  });
  return [...new Set(types.flatMap((type) => (type.includes('[') ? [type] : type.split(' | '))))].join(' | ');
}

/** What tells an object from the others of a choice: the one value that a field of it may have, what all its values begin with, or its number. */
function kindOf({ properties = {} }: Schema, index: number): string {
  for (const field of Object.values(properties)) {
    if (typeof field.const === 'string') return pascal(field.const);
    const beginnings = new Set(field.enum?.map((value) => String(value).replace(/\.\w+$/, '')));
    if (beginnings.size === 1) return `${pascal([...beginnings].join())}${index + 1}`;
  }
  return `${index + 1}`;
}

function literal(value: unknown): string {
  return typeof value === 'boolean' ? pascal(String(value)) : JSON.stringify(value);
}

/** The name of one of those that a list has. */
function one(name: string): string {
  return name.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '') + (/s$/.test(name) && !/ss$/.test(name) ? '' : 'Item');
}
