import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describeApi, printApi, printEventSchema } from '../../../bin/openapi/document.ts';
import { printErrors } from '../../../bin/openapi/errors.ts';
import { eventTypes } from '../../../contract/events/event-types.ts';
import { problems } from '../../../contract/http/problems.ts';
import { routes } from '../../../contract/http/routes.ts';

test('docs/openapi.json is what the routes and schemas say now (npm run openapi writes it)', () => {
  expect(readFileSync('docs/openapi.json', 'utf8')).toBe(printApi());
});

test('docs/events.schema.json is what the schema of events says now, and takes an event with a field that is to come', () => {
  const schema = readFileSync('docs/events.schema.json', 'utf8');
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(schema));
  const event = { id: `evt_${'0'.repeat(26)}`, type: 'inbox.read', version: 1, timestamp: '2030-03-15T12:00:00.000Z' };

  expect(schema).toBe(printEventSchema());
  expect(validate({ ...event, data: { user: 'ada', new: 1 } })).toBe(true);
  expect(validate({ ...event, data: {} })).toBe(false);
});

test('docs/errors.md is what the problems say now', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(printErrors());
});

test('every route is described, and nothing else', () => {
  const { paths } = JSON.parse(JSON.stringify(describeApi()));
  const described = Object.entries<object>(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );

  expect(described.sort()).toEqual(
    Object.values(routes)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

test('every problem code has an example somewhere', () => {
  const text = JSON.stringify(describeApi());

  for (const code of Object.keys(problems)) expect(text).toContain(`"code":"${code}"`);
});

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, { headers?: object; links?: Record<string, { operationId: string; parameters: object }> }>;
  security: object[];
};

function operations(): Operation[] {
  const { paths } = JSON.parse(printApi()) as { paths: Record<string, Record<string, Operation>> };
  return Object.values(paths).flatMap((path) => Object.values(path));
}

test('every call with an API key says how much it may still call, and when too much is over', () => {
  const counted = operations().filter(({ security }) => security.some((each) => 'apiKey' in each));

  expect(counted.length).toBeGreaterThan(10);
  for (const { responses } of counted) {
    expect(Object.keys(responses['429']?.headers ?? {}).sort()).toEqual(['RateLimit', 'RateLimit-Policy', 'Retry-After']);
  }
  for (const { responses } of operations()) expect(responses['429']).toBeDefined();
});

test('links lead to operations that are there, by parameters that they have', () => {
  const all = new Map(operations().map((operation) => [operation.operationId, operation]));
  const links = [...all.values()].flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ links = {} }) => Object.values(links)),
  );

  expect(links.length).toBeGreaterThan(5);
  for (const { operationId, parameters } of links) {
    const names = all.get(operationId)?.parameters?.map(({ name }) => name) ?? [];
    expect(names).toEqual(expect.arrayContaining(Object.keys(parameters)));
  }
});

test.each<[string, string, object, boolean]>([
  ['recipients', 'PublishRequest', { recipients: ['ada'] }, true],
  ['a topic', 'PublishRequest', { topic: 'all' }, true],
  ['both', 'PublishRequest', { recipients: ['ada'], topic: 'all' }, false],
  ['neither', 'PublishRequest', {}, false],
  ['a topic and a crontab', 'NewSchedule', { topic: 'all', cron: '0 9 1 * *' }, true],
  ['an audience and a period', 'NewSchedule', { audience: { all: true }, every: '2 hours' }, true],
  ['two ways to whom', 'NewSchedule', { recipients: ['ada'], topic: 'all', cron: '0 9 1 * *' }, false],
  ['a crontab and a period', 'NewSchedule', { topic: 'all', cron: '0 9 1 * *', every: '2 hours' }, false],
  ['no time', 'NewSchedule', { topic: 'all' }, false],
  ['a key', 'CancelRequest', { cancellation_key: 'a', cursor: 'b' }, true],
  ['an id', 'CancelRequest', { id: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' }, true],
  ['an id and a key', 'CancelRequest', { id: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC', cancellation_key: 'a' }, false],
  ['all three', 'CancelRequest', { id: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC', cancellation_key: 'a', cursor: 'b' }, false],
  ['an id and a cursor', 'CancelRequest', { id: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC', cursor: 'b' }, false],
])('what names %s in a %s is described as the server takes it', (_what, name, fields, isTaken) => {
  const { components } = JSON.parse(printApi()) as { components: { schemas: Record<string, { oneOf?: object[] }> } };
  const validate = new Ajv2020({ strict: false }).compile({ oneOf: components.schemas[name]?.oneOf ?? [] });

  expect(validate(fields)).toBe(isTaken);
});

test('every type of event is described as a call that Bellhop makes, and an event is taken with a field that is to come', () => {
  const { webhooks, components } = JSON.parse(printApi()) as { webhooks: Record<string, object>; components: object };
  const schemaOf = (type: string) => ({ $ref: `#/webhooks/${type}/post/requestBody/content/application~1json/schema` });
  const validatorOf = (type: string) =>
    new Ajv2020({ strict: false, validateFormats: false }).compile({ webhooks, components, ...schemaOf(type) });
  const event = { id: `evt_${'0'.repeat(26)}`, type: 'inbox.read', version: 1, timestamp: '2030-03-15T12:00:00.000Z' };
  const read = { ...event, data: { user: 'ada', new: 1 } };

  expect(Object.keys(webhooks)).toEqual([...eventTypes]);
  expect(validatorOf('inbox.read')(read)).toBe(true);
  expect(validatorOf('inbox.seen')(read)).toBe(false);
});

type Part = { pointer: string; value: Record<string, unknown> };

/** Every object in a part of the document, by its JSON pointer. */
function* partsOf(value: unknown, pointer = ''): Generator<Part> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { pointer, value: value as Part['value'] };
  for (const [name, inner] of Object.entries(value))
    if (name !== 'example') yield* partsOf(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

const parts = [...partsOf(JSON.parse(printApi()))];

test('every reference leads somewhere', () => {
  const there = new Set(parts.map(({ pointer }) => `#${pointer}`));
  const references = parts.flatMap(({ value }) => (typeof value.$ref === 'string' ? [value.$ref] : []));

  expect(references.length).toBeGreaterThan(100);
  expect(references.filter((reference) => !there.has(reference))).toEqual([]);
});

test('every example is one of its schema', () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false })).addFormat('idn-email', /.@./);
  ajv.addSchema(JSON.parse(printApi()), 'api');
  const examples = new Map<string, { pointer: string; example: unknown }>(); // each once: most schemas come again and again
  for (const { pointer, value } of parts) {
    if (pointer.endsWith('/properties')) continue; // a field may be called so
    const at = 'schema' in value ? `${pointer}/schema` : pointer;
    const given = Object.values((value.examples ?? {}) as Record<string, { value: unknown }>).map((each) => each.value);
    for (const example of 'example' in value ? [value.example, ...given] : given)
      examples.set(JSON.stringify([value.schema ?? value, example]), { pointer: at, example });
  }

  expect(examples.size).toBeGreaterThan(100);
  const wrong = [...examples.values()].filter(({ pointer, example }) => !ajv.validate(`api#${encodeURI(pointer)}`, example));
  expect(wrong).toEqual([]);
});
