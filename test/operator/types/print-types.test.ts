import * as z from 'zod';
import { printTypes } from '../../../bin/operator/types/print-types.ts';

/** The type that is printed for a payload of one field. */
function typeOf(schema: object): string {
  const payload = { type: 'object', properties: { it: schema }, required: ['it'], additionalProperties: false };
  return /it: ([\s\S]*?);\n {2}\};\n/.exec(printTypes([{ key: 'x', payload }]))?.[1] ?? '';
}

test.each<[object, string]>([
  [{ type: 'string', format: 'uri' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ const: 7 }, '7'],
  [{ enum: ['a', "it's", 'a "b"\\'] }, String.raw`'a' | 'it\'s' | 'a "b"\\'`],
  [
    {
      anyOf: [
        { type: 'string', maxLength: 9 },
        { type: 'string', const: '' },
      ],
    },
    'string',
  ],
  [{ type: 'array', items: { enum: [1, 2] } }, '(1 | 2)[]'],
  [
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: { type: 'boolean' }, minItems: 1 },
    '[string, number?, ...boolean[]]',
  ],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { enum: [1, 2] }], items: false }, '[string?, (1 | 2)?]'],
  [
    { type: 'array', items: { anyOf: [{ type: 'object', additionalProperties: {} }, { type: 'null' }] } },
    '({ [field: string]: unknown } | null)[]',
  ],
  [{ type: 'array', items: { const: 'a|b' } }, "'a|b'[]"],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [field: string]: number }'],
  [{ type: 'object', properties: {}, additionalProperties: false }, 'Record<string, never>'],
  [{ allOf: [{ type: 'string' }, { anyOf: [{ const: 'a' }, { const: 'b' }] }] }, "string & ('a' | 'b')"],
  [{}, 'unknown'],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

test('fields are optional unless they are required, and a name that is none is quoted', () => {
  const payload = {
    type: 'object',
    properties: { a: { type: 'string' }, 'b-c': { type: 'number' } },
    required: ['a'],
    additionalProperties: false,
  };

  expect(printTypes([{ key: 'invoice-due', payload }])).toContain(
    "  'invoice-due': {\n    a: string;\n    'b-c'?: number;\n  };\n",
  );
});

test('a shape that is named is written where it is used, and one that leads back into itself is anything', () => {
  const $defs = {
    line: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'], additionalProperties: false },
    tree: { type: 'array', items: { $ref: '#/$defs/tree' } },
  };
  const payload = {
    type: 'object',
    properties: { line: { $ref: '#/$defs/line' }, tree: { $ref: '#/$defs/tree' } },
    required: ['line'],
    $defs,
  };

  expect(printTypes([{ key: 'x', payload }])).toContain('    line: {\n      text: string;\n    };\n    tree?: unknown;\n');
});

test('what zod makes of a list of what takes more, and of a tuple, is a type', () => {
  const row = z.looseObject({ id: z.string() });
  const payload = z.strictObject({ rows: z.array(row), pair: z.tuple([z.string(), z.number().optional()]) });
  const written = printTypes([{ key: 'x', payload: z.toJSONSchema(payload, { io: 'input' }) as Record<string, unknown> }]);

  expect(written).toContain('rows: ({\n      id: string;\n    } & { [field: string]: unknown })[];\n');
  expect(written).toContain('pair: [string, number?];\n');
});
