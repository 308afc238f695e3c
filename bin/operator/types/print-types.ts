import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';

/** A part of a JSON Schema, as far as a type can say it. */
type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema | false;
  prefixItems?: Schema[];
  minItems?: number;
  description?: string;
  $defs?: Record<string, Schema>;
};

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** Prints the type `Payloads`: what each workflow takes as `data`, by its key, for the `Bellhop<Payloads>` of @bellhop/node. */
export function printTypes(workflows: readonly Pick<WorkflowAnswer, 'key' | 'payload'>[]): string {
  const entries = workflows.map(
    ({ key, payload }) => `  ${nameOf(key)}: ${typeOf(payload as Schema, { root: payload as Schema, indent: '  ' })};\n`,
  );
  return `// Written by \`bellhop types\`: what each workflow takes as data. Write it anew when a workflow's payload has changed.\nexport type Payloads = {\n${entries.join('')}};\n`;
}

type Place = { root: Schema; indent: string };

function typeOf(schema: Schema, place: Place): string {
  if (schema.$ref !== undefined) return referred(schema.$ref, place);
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map((each) => typeOf(each, place)));
  if (schema.allOf !== undefined) return schema.allOf.map((each) => inBrackets(typeOf(each, place))).join(' & ');
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, place)));
  if (schema.type === 'array') return arrayOf(schema, place);
  if (schema.type === 'object') return objectOf(schema, place);
  return primitives[schema.type ?? ''] ?? 'unknown';
}

/** A schema that is named once: that which leads back into itself is written as anything. */
function referred($ref: string, { root, indent }: Place): string {
  const found = root.$defs?.[$ref.replace('#/$defs/', '')];
  return found === undefined || JSON.stringify(found).includes('"$ref"') ? 'unknown' : typeOf(found, { root, indent });
}

/** A tuple is closed by `items: false`; those of its places that may be left out are the last. */
function arrayOf({ items, prefixItems, minItems = 0 }: Schema, place: Place): string {
  const others = items ? [`${inBrackets(typeOf(items, place))}[]`] : [];
  if (prefixItems === undefined) return others[0] ?? (items === false ? '[]' : 'unknown[]');
  const places = prefixItems.map((each, index) => {
    const type = typeOf(each, place);
    return index < minItems ? type : `${inBrackets(type)}?`;
  });
  return `[${[...places, ...others.map((type) => `...${type}`)].join(', ')}]`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, { root, indent }: Place): string {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `${inner}${nameOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema, { root, indent: inner })};\n`,
  );
  const others = otherFields(additionalProperties, { root, indent: inner });
  if (fields.length === 0) return others === undefined ? 'Record<string, never>' : `{ [field: string]: ${others} }`;
  const rest = others === undefined ? '' : ` & { [field: string]: ${Object.keys(properties).length > 0 ? 'unknown' : others} }`;
  return `{\n${fields.join('')}${indent}}${rest}`;
}

function otherFields(additional: Schema['additionalProperties'], place: Place): string | undefined {
  if (additional === false) return undefined;
  return typeof additional === 'object' ? typeOf(additional, place) : 'unknown';
}

/** Text of any kind takes in any text that is named. */
function union(types: string[]): string {
  const wider = types.includes('string') ? types.filter((type) => !type.startsWith("'")) : types;
  return [...new Set(wider)].join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function inBrackets(type: string): string {
  return /[|&]/.test(outermost(type)) ? `(${type})` : type;
}

/** What of a type stands in no quotes and no brackets. */
function outermost(type: string): string {
  let text = type.replaceAll(/'(?:\\.|[^'\\])*'/g, '');
  for (let before = ''; before !== text; ) {
    before = text;
    text = before.replaceAll(/[[({<][^[\](){}<>]*[\])}>]/g, '');
  }
  return text;
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}
