import * as z from 'zod';
import type { Route } from '../../../contract/http/route.ts';
import { routes } from '../../../contract/http/routes.ts';
import { ownedNames } from '../../../contract/tenants/owned-names.ts';
import { mapNames } from '../../../lambdas/shell/tenants/map-names.ts';
import { fieldsOfTenants } from '../../../lambdas/shell/tenants/out-of-tenant.ts';

/** Fields that name what a tenant has for itself, wherever they stand. */
const namesOfOwners = ['user', 'topic', 'cancellation_key', 'actor', 'notification', 'request'];

/** The fields of a schema that have such a name and are text, with whether they are known as a tenant's own. */
function* fieldsOf(
  schema: z.core.$ZodType,
  place: string,
  seen = new Set<unknown>(),
): Generator<{ place: string; isKnown: boolean }> {
  if (seen.has(schema)) return;
  seen.add(schema);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object')
    for (const [name, field] of Object.entries(def.shape)) {
      const bare = unwrap(field);
      if (namesOfOwners.includes(name) && bare._zod.def.type === 'string')
        yield { place: `${place}.${name}`, isKnown: ownedNames.get(bare) !== undefined };
      yield* fieldsOf(bare, `${place}.${name}`, seen);
    }
  else if (def.type === 'array') yield* fieldsOf(def.element, place, seen);
  else if (def.type === 'union') for (const option of def.options) yield* fieldsOf(option, place, seen);
  else if ('innerType' in def) yield* fieldsOf(def.innerType as z.core.$ZodType, place, seen);
}

/** The fields of a schema that have the name of a user, a room, a topic or a cancellation key in them. */
function* namedFields(schema: z.core.$ZodType, field = '', seen = new Set<unknown>()): Generator<string> {
  const bare = unwrap(schema);
  const kind = ownedNames.get(bare)?.kind;
  if (kind !== undefined && kind !== 'notification' && kind !== 'request') yield field;
  if (seen.has(bare)) return;
  seen.add(bare);
  const { def } = (bare as z.core.$ZodTypes)._zod;
  if (def.type === 'object') for (const [name, each] of Object.entries(def.shape)) yield* namedFields(each, name, seen);
  else if (def.type === 'array') yield* namedFields(def.element, field, seen);
  else if (def.type === 'union') for (const option of def.options) yield* namedFields(option, field, seen);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return 'innerType' in def ? unwrap(def.innerType as z.core.$ZodType) : schema;
}

test("every field of a call or an answer that names what is somebody's is known as that", () => {
  const owned = Object.entries(routes as Record<string, Route>).filter(([, { tenants }]) => tenants === 'own');
  const fields = owned.flatMap(([name, { params, query, body, answers }]) => {
    const schemas = [params, query, body, ...('html' in answers ? [] : [answers[200], answers[202]])];
    return schemas.flatMap((schema) => (schema === undefined ? [] : [...fieldsOf(schema, name)]));
  });

  expect(fields.length).toBeGreaterThan(20);
  expect(fields.filter(({ isKnown }) => !isKnown).map(({ place }) => place)).toEqual([]);
});

test("the names in answers stand in fields that are known to name what is a tenant's", () => {
  const answers = Object.values(routes as Record<string, Route>).flatMap(({ answers }) =>
    'html' in answers ? [] : [answers[200], answers[202]],
  );
  const named = answers.flatMap((schema) => (schema === undefined ? [] : [...namedFields(schema)]));

  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((field) => !fieldsOfTenants.has(field))).toEqual([]);
});

test('names are changed in lists, records, unions and behind what may be absent', () => {
  const Name = z.string().register(ownedNames, { kind: 'user' });
  const schema = z.object({
    list: z.array(Name.optional()),
    byKey: z.record(z.string(), z.object({ user: Name.meta({ example: 'x' }) })),
    either: z.union([z.number(), Name, z.object({ id: Name })]).array(),
    other: z.string(),
  });
  const value = { list: ['a', undefined], byKey: { k: { user: 'b' } }, either: [1, 'c', { id: 'd' }], other: 'e' };

  expect(mapNames(schema, value, (_, name) => `acme/${name}`)).toEqual({
    list: ['acme/a', undefined],
    byKey: { k: { user: 'acme/b' } },
    either: [1, 'acme/c', { id: 'acme/d' }],
    other: 'e',
  });
});
