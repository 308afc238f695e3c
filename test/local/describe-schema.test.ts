import { readFileSync } from 'node:fs';
import { describeSchema } from '../../local/console/openapi/describe-schema.ts';
import { type Description, resolveIn } from '../../local/console/openapi/description.ts';

const description: Description = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
const resolve = resolveIn(description);

test('the body of a publish lists its fields, though one of two is required', () => {
  const [body] = Object.values(description.paths['/v1/notifications']?.post?.requestBody?.content ?? {});

  const lines = describeSchema(body?.schema ?? {}, resolve);

  expect(lines).toMatch(/^\{\n {2}workflow: string \(1 to 64 characters\)\n {2}recipients\?: list of /);
});

test.each([
  [{ type: 'string', minLength: 1, maxLength: 4 }, 'string (1 to 4 characters)'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
  [{ type: 'array', items: { enum: ['a', 'b'] }, minItems: 1 }, 'list of "a" | "b" (at least 1 items)'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, '{ [name]: integer }'],
  [
    { type: 'object', properties: { id: { type: 'string' }, at: { const: 1 } }, required: ['id'] },
    '{\n  id: string\n  at?: 1\n}',
  ],
])('%j is described', (schema, lines) => {
  expect(describeSchema(schema, resolve)).toBe(lines);
});
