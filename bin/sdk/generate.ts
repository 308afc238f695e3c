// docs/openapi.json → sdk/node/generated: its types, and where each call goes; `npm run openapi` writes them
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npx } from './npx.ts';

/** Run by npx, as it asks for an older TypeScript than ours: docs/decisions/0341 */
const generator = 'openapi-typescript@7.13.0';
const flags = ['--default-non-nullable=false', '--root-types', '--root-types-no-schema-prefix'];

const folder = join(import.meta.dirname, '../../sdk/node/generated');
const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

type Parameter = { name: string; in: string };
type Content = Record<string, unknown>;
type Operation = {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
type Schemas = Record<string, unknown>;

/** What of an OpenAPI document is read here. */
export type ApiDocument = {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
};

/** The part of the document that an app's server calls, without what only other readers need; with the events that it is sent. */
export function serverPart({ openapi, info, paths, components }: ApiDocument): ApiDocument {
  const called = Object.entries(paths).flatMap(([path, operations]) => {
    const kept = methods.flatMap((method) => {
      const operation = operations[method];
      return operation !== undefined && isOfServer(operation) ? [[method, reduced(operation)] as const] : [];
    });
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const];
  });
  const kept = Object.fromEntries(called);
  return {
    openapi,
    info,
    paths: kept,
    components: { schemas: reachable({ kept, Event: refTo('Event'), Problem: refTo('Problem') }, components.schemas) },
  };
}

function isOfServer({ security = [], deprecated }: Operation): boolean {
  return security.some((each) => 'apiKey' in each) && deprecated !== true;
}

function reduced({ operationId, summary, parameters = [], requestBody, responses }: Operation): Operation {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    operationId,
    ...(summary !== undefined && { summary }),
    parameters: parameters.filter((parameter) => parameter.in !== 'header'),
    ...(requestBody && { requestBody: { ...requestBody, content: jsonOf(requestBody.content) } }),
    responses: Object.fromEntries(
      answers.map(([status, { description, content }]) => [
        status,
        { description, ...(content && { content: jsonOf(content) }) },
      ]),
    ),
  };
}

function jsonOf({ 'application/json': json }: Content): Content {
  const { schema } = json as { schema: unknown };
  return { 'application/json': { schema } };
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The schemas that a part of the document leads to, however far. */
function reachable(part: unknown, schemas: Schemas): Schemas {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(schemas[name]);
    }
  };
  visit(part);
  const found = Object.entries(schemas).filter(([name]) => names.has(name));
  return JSON.parse(JSON.stringify(Object.fromEntries(found)), (_, value) => withoutChoice(value));
}

/** A schema without a `oneOf` that only says which fields are required, which types cannot say. */
function withoutChoice(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('oneOf' in value) || !Array.isArray(value.oneOf)) return value;
  const { oneOf, ...schema } = value;
  return oneOf.every((choice) => Object.keys(choice).join() === 'required') ? schema : value;
}

/** Prints where each call goes, by its name, and whether it takes an `Idempotency-Key`. */
export function printRoutes({ paths }: ApiDocument): string {
  const lines = Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method];
      if (operation === undefined || !isOfServer(operation)) return [];
      const takesKey = operation.parameters?.some(({ name }) => name === 'Idempotency-Key');
      const route = `{ method: '${method.toUpperCase()}', path: '${path}'${takesKey ? ', takesKey: true' : ''} }`;
      return [`  ${operation.operationId}: ${route},\n`];
    }),
  );
  return `// Written by \`npm run openapi\`: where each call goes.\nexport const routes = {\n${lines.join('')}} as const;\n`;
}

const headLine = /^\/\/ [^\n]*sha256 (\w+)\n/;

/** Whether the types are as they were written for this document, and nobody has changed them since. */
export function areTypesOf(text: string, document: ApiDocument): boolean {
  return headLine.exec(text)?.[1] === fingerprint(document, text.replace(headLine, ''));
}

function fingerprint(document: ApiDocument, types: string): string {
  const made = JSON.stringify([generator, flags, serverPart(document), types]);
  return createHash('sha256').update(made).digest('hex');
}

/** Has openapi-typescript print the types, under a line that says of what. */
function printTypes(document: ApiDocument): string {
  const scratch = mkdtempSync(join(tmpdir(), 'bellhop-sdk-'));
  try {
    const [from, to] = [join(scratch, 'openapi.json'), join(scratch, 'api.ts')];
    writeFileSync(from, JSON.stringify(serverPart(document)));
    npx([generator, from, '--output', to, ...flags], { cwd: scratch, quietly: true });
    const types = readFileSync(to, 'utf8');
    return `// Written by \`npm run openapi\`, ${generator} of docs/openapi.json: sha256 ${fingerprint(document, types)}\n${types}`;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Writes what the Node SDK takes from the document. Types that are still those of it stay, which spares the generator. */
export function writeGenerated(document: ApiDocument): void {
  const types = join(folder, 'api.ts');
  writeFileSync(join(folder, 'routes.ts'), printRoutes(document));
  if (!existsSync(types) || !areTypesOf(readFileSync(types, 'utf8'), document)) writeFileSync(types, printTypes(document));
}
