import * as z from 'zod';
import { type OwnedKind, ownedNames } from '../../../contract/tenants/owned-names.ts';

/** What becomes of a name of a kind. */
export type ChangeName = (kind: OwnedKind, name: string) => string;

/**
 * Changes every name in a parsed value that its schema says is a tenant's own, wherever it lies. It goes by the schema, so that a field which
 * is added to a call is changed as well.
 */
export function mapNames(schema: z.core.$ZodType, value: unknown, change: ChangeName): unknown {
  if (value === undefined || value === null) return value;
  const kind = ownedNames.get(schema)?.kind;
  if (kind !== undefined && typeof value === 'string') return change(kind, value);

  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return mapFields(def.shape, value as Fields, change);
    case 'array':
      return (value as unknown[]).map((each) => mapNames(def.element, each, change));
    case 'record':
      return mapRecord(def, value as Fields, change);
    case 'union':
      return mapNames(optionFor(def.options, value), value, change);
    case 'pipe':
      return mapNames(def.out, value, change);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return mapNames(def.innerType, value, change);
    default:
      return value;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function mapFields(shape: Readonly<Record<string, z.core.$ZodType>>, value: Fields, change: ChangeName): Fields {
  const changed = Object.entries(value).map(([name, field]) => {
    const schema = shape[name];
    return [name, schema === undefined ? field : mapNames(schema, field, change)] as const;
  });
  return Object.fromEntries(changed);
}

function mapRecord({ valueType }: { valueType: z.core.$ZodType }, value: Fields, change: ChangeName): Fields {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapNames(valueType, field, change)]));
}

/** The option that a value is of: by the type of its JSON, and for an object by which takes it; the first where none does. */
function optionFor(options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType {
  const fitting = options.filter((option) => isOfType(option, value));
  const taking = fitting.find((option) => z.safeParse(option, value).success);
  return taking ?? fitting[0] ?? options[0] ?? z.unknown();
}

function isOfType(schema: z.core.$ZodType, value: unknown): boolean {
  const { type } = schema._zod.def;
  if (Array.isArray(value)) return type === 'array';
  return typeof value === 'object' ? type !== 'string' && type !== 'array' : type !== 'object' && type !== 'array';
}
