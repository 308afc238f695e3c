/** A field of a new workflow's payload. */
export type PayloadField = { name: string; kind: PayloadKind; isOptional: boolean };

/** What a kind of field is in code: its schema, what that takes from `bellhop/workflow`, a value of it, and how text is made of one. */
type Kind = {
  schema: string;
  takes?: string;
  example: (name: string) => string;
  /** Nothing for a kind that is text already. */
  write?: { call: (value: string) => string; takes?: string };
};

/** The kinds there are, by the name that is typed for them. */
export const payloadKinds = {
  text: { schema: 'singleLine(80)', takes: 'singleLine', example: (name) => `'Some ${inWords(name)}'` },
  lines: { schema: 'multiLine(2000)', takes: 'multiLine', example: () => "'The first paragraph.\\n\\nThe second.'" },
  link: { schema: 'WebUrl', takes: 'WebUrl', example: (name) => `'https://app.example.com/${name}/7'` },
  number: {
    schema: 'z.number()',
    example: () => '42',
    write: { call: (value) => `writeNumber(${value}, reader)`, takes: 'writeNumber' },
  },
  time: {
    schema: 'Instant',
    takes: 'Instant',
    example: () => "'2030-03-15T16:00:00Z'",
    write: { call: (value) => `writeInstant(${value}, reader)`, takes: 'writeInstant' },
  },
  email: { schema: 'EmailAddress', takes: 'EmailAddress', example: () => "'grace@example.com'" },
  phone: { schema: 'PhoneNumber', takes: 'PhoneNumber', example: () => "'+447700900123'" },
  flag: { schema: 'z.boolean()', example: () => 'true', write: { call: (value) => `${value} ? 'yes' : 'no'` } },
} as const satisfies Record<string, Kind>;
export type PayloadKind = keyof typeof payloadKinds;

/** The same for whoever goes through them: one type for all. */
export function kindOf({ kind }: PayloadField): Kind {
  return payloadKinds[kind];
}

const kindNames = Object.keys(payloadKinds).join(', ');

/**
 * Reads a payload as it is typed: `number, link:link, due_at:time?`, or `none`. A field is text unless it says otherwise, and required unless it
 * ends in `?`.
 * @throws RangeError with what is wrong.
 */
export function readPayload(typed: string): PayloadField[] {
  if (typed.trim() === 'none') return [];
  const fields = typed.split(',').map((each) => readField(each.trim()));
  const twice = fields.find(({ name }, place) => fields.findIndex((other) => other.name === name) < place);
  if (twice) throw new RangeError(`"${twice.name}" is there twice`);
  return fields;
}

function readField(typed: string): PayloadField {
  const [, name = '', kind = 'text', optional = ''] = /^(\w+)(?::([\w-]+))?(\?)?$/.exec(typed) ?? [];
  if (!/^[a-z]\w{0,23}$/.test(name))
    throw new RangeError(
      `"${typed}" is no field: write a name like due_at, of 24 characters at most, and if it is no text its kind, like due_at:time`,
    );
  if (!Object.hasOwn(payloadKinds, kind)) throw new RangeError(`"${kind}" is no kind of field; there are ${kindNames}`);
  return { name, kind: kind as PayloadKind, isOptional: optional === '?' };
}

/** Writes a name in words: `due_at` and `dueAt` → `due at`. */
export function inWords(name: string): string {
  return name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|[_-]+/g, ' ')
    .toLowerCase()
    .trim();
}

/** Writes a name in words, with a capital, as a title has. */
export function asTitle(name: string): string {
  const words = inWords(name);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
