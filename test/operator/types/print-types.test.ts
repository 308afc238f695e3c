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
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: { type: 'boolean' } },
    '[string, number, ...boolean[]]',
  ],
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
