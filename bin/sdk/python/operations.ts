// paths of docs/openapi.json → what a method of the package takes, and where it goes
import { type ApiDocument, serverPart } from '../generate.ts';
import { keywords, pascal, snake } from './names.ts';
import { pythonType, type Schema } from './python-type.ts';

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** What the package says of a call, so that no field of the API may be called so. */
const ownNames = ['timeout', 'max_retries', 'idempotency_key', 'if_match'];

type Parameter = { name: string; in: string; required?: boolean; schema: Schema; description?: string };

/** A call as Python needs it: `answer` names its schema and is absent where there is none, `item` is what a list is made of. */
export type PythonOperation = {
  name: string;
  method: string;
  path: string;
  takesKey: boolean;
  query: readonly Parameter[];
  body?: string;
  answer?: string;
  item?: Schema;
};

/** The calls that an app's server makes, in the order of the document. */
export function pythonOperations(document: ApiDocument): PythonOperation[] {
  const part = serverPart(document);
  return Object.entries(part.paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method];
      if (operation === undefined) return [];
      const parameters = (operation.parameters ?? []) as Parameter[];
      const body = refIn(operation.requestBody?.content);
      const answer = Object.values(operation.responses).flatMap(({ content }) => refIn(content) ?? [])[0];
      const isList = parameters.some(({ name }) => name === 'cursor');
      const item = isList && answer !== undefined ? schemasOf(part)[answer]?.properties?.data?.items : undefined;
      const sent = document.paths[path]?.[method]?.parameters ?? []; // with headers, which the part has not
      return {
        name: snake(operation.operationId),
        method: method.toUpperCase(),
        path,
        takesKey: sent.some(({ name }) => name === 'Idempotency-Key'),
        query: parameters.filter(({ in: place, name }) => place === 'query' && !['cursor', 'format'].includes(name)),
        ...(body !== undefined && { body }),
        ...(answer !== undefined && { answer }),
        ...(item !== undefined && { item }),
      };
    }),
  );
}

/** The schemas that these calls and events are made of. */
export function schemasOf({ components }: ApiDocument): Record<string, Schema> {
  return components.schemas as Record<string, Schema>;
}

function refIn(content: Record<string, unknown> | undefined): string | undefined {
  const { schema } = (content?.['application/json'] ?? {}) as { schema?: Schema };
  return schema?.$ref?.replace('#/components/schemas/', '');
}

/** Prints where each call goes, and what it is answered. */
export function printPythonRoutes(operations: readonly PythonOperation[]): string {
  const lines = operations.map(({ name, method, path, body, takesKey, answer, item }) => {
    const list = item && pythonType({ type: 'array', items: item }, { name: `${answer}Data`, isSent: false, define: () => {} });
    const type = list?.slice('list['.length, -1) ?? answer;
    const more = `${body === undefined ? '' : ', has_body=True'}${takesKey ? ', takes_key=True' : ''}`;
    const kind = item ? 'ListRoute' : 'Route';
    return `${name}: ${kind}[${type === undefined ? 'None' : `types.${type}`}] = ${kind}(\n    "${name}", "${method}", "${path}"${more}\n)\n`;
  });
  const head =
    '"""Says where each call goes. Written by `npm run openapi`."""\n\nfrom . import types\nfrom ._route import ListRoute, Route\n\n';
  return `${head}${lines.join('')}`;
}

/** Prints what each call takes beside the names in its path, for a method to unpack into its keywords. */
export function printPythonArguments(operations: readonly PythonOperation[], schemas: Record<string, Schema>): string {
  return operations
    .map(({ name, method, query, body, takesKey }) => {
      const fields = body === undefined ? query.map((parameter) => parameter.name) : Object.keys(schemas[body]?.properties ?? {});
      const clash = fields.find((field) => ownNames.includes(field));
      if (clash !== undefined) throw new Error(`${name} takes "${clash}", which the Python package keeps for itself`);
      const options = takesKey ? 'OnceOptions' : method === 'PATCH' ? 'ChangeOptions' : 'CallOptions';
      const bases = [...(body !== undefined && schemas[body]?.properties ? [body] : []), options];
      return `class ${pascal(name)}Arguments(${bases.join(', ')}):\n${query.map(printParameter).join('') || '    pass\n'}`;
    })
    .join('\n\n');
}

/** A name that Python keeps for itself has an underscore behind it: `from_`. */
function printParameter({ name, schema, required }: Parameter): string {
  const type = pythonType(schema, { name: pascal(name), isSent: true, define: () => {} });
  return `    ${name}${keywords.has(name) ? '_' : ''}: ${required ? type : `NotRequired[${type}]`}\n`;
}
