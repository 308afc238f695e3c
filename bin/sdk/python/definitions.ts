// schemas → definitions of Python: a TypedDict for each object, and a name for each of the others
import { docstring, keywords, pascal } from './names.ts';
import { type Place, pythonType, type Schema } from './python-type.ts';

/** Collects what has to be defined, each once, in the order in which it was met. */
export class Definitions {
  readonly #printed = new Map<string, string>();

  /** Defines a name, and whatever it is made of. */
  readonly define = (name: string, schema: Schema, isSent: boolean): void => {
    if (this.#printed.has(name)) return;
    this.#printed.set(name, ''); // keeps its place before its parts, and ends a schema that leads to itself
    const place: Place = { name, isSent, define: this.define };
    this.#printed.set(
      name,
      schema.properties ? printFields({ ...schema, properties: schema.properties }, place) : printAlias(schema, place),
    );
  };

  /** Prints all that was defined. */
  print(): string {
    return [...this.#printed.values()].join('\n\n');
  }
}

function printAlias(schema: Schema, place: Place): string {
  const parts = { ...place, name: schema.anyOf ? `${place.name}Object` : place.name }; // an object among others cannot be called as all of them
  return `${place.name}: TypeAlias = "${pythonType(schema, parts).replaceAll('"', "'")}"\n`;
}

/** Prints a class; where Python keeps a field's name for itself it can only be written as a call. */
function printFields(
  { properties, required = [], description }: Schema & { properties: Record<string, Schema> },
  place: Place,
): string {
  const fields = Object.entries(properties).map(([field, schema]) => {
    const type = pythonType(schema, { ...place, name: `${place.name}${pascal(field)}` });
    return { field, type: required.includes(field) ? type : `NotRequired[${type}]`, words: schema.description };
  });
  if (fields.some(({ field }) => keywords.has(field))) {
    const entries = fields.map(({ field, type }) => `        "${field}": "${type.replaceAll('"', "'")}",\n`);
    return `${place.name} = TypedDict(\n    "${place.name}",\n    {\n${entries.join('')}    },\n)\n`;
  }
  const lines = fields.map(
    ({ field, type, words }) => `    ${field}: ${type}\n${words === undefined ? '' : docstring(words, '    ')}`,
  );
  const words = description === undefined ? '' : `${docstring(description, '    ')}\n`;
  return `class ${place.name}(TypedDict):\n${words}${lines.join('') || '    pass\n'}`;
}
