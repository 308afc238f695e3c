// contract → docs/openapi.json: `npm run openapi` writes it, a test fails when it is stale
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { Problem, type ProblemCode, problems } from '../contract/problems.ts';
import { Contact, Recipient } from '../contract/publish.ts';
import { type Caller, type Route, routes } from '../contract/routes.ts';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));

/** Problems that any call of a kind can meet, on top of those its route names. */
const problemsOf: Readonly<Record<Caller, readonly ProblemCode[]>> = {
  server: ['unauthorized', 'rate_limited', 'internal', 'unavailable'],
  user: ['unauthorized', 'internal', 'unavailable'],
  anyone: ['internal', 'unavailable'],
};

const securityOf: Readonly<Record<Caller, Record<string, string[]>[]>> = {
  server: [{ apiKey: [] }],
  user: [{ userToken: [] }],
  anyone: [],
};

/** The whole HTTP API as an OpenAPI 3.1 document, from the same schemas and routes that the doors use. */
export function describeApi(): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Bellhop',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: 'Notifications in your own AWS account. Errors are RFC 9457 problems with a stable `code`.',
    },
    servers: [{ url: 'http://127.0.0.1:4620', description: 'on a laptop' }],
    paths,
    components: {
      schemas: { Recipient, Contact, Problem },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: "The app's server: `bh_live_…`, or `bh_test_…` to simulate" },
        userToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "A user's token; its `sub` is the user" },
      },
    },
  });
}

/** The document as it stands in the file: stable, so that a change shows as a small diff. */
export function printApi(): string {
  return `${JSON.stringify(describeApi(), undefined, 2)}\n`;
}

function describeRoute(operationId: string, route: Route): ZodOpenApiOperationObject {
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 }, required: false } as const;
  const ifNoneMatch = { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, required: false } as const;
  const ifMatch = { ...ifNoneMatch, name: 'If-Match' } as const;
  return {
    operationId,
    summary: route.summary,
    security: securityOf[route.caller],
    parameters: [
      ...(route.idempotent ? [key] : []),
      ...(304 in route.answers ? [ifNoneMatch] : []),
      ...(route.method === 'PATCH' ? [ifMatch] : []),
    ],
    requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
    ...(route.body && { requestBody: { required: true, content: describeBody(route.method, route.body) } }),
    ...(route.form && {
      requestBody: { required: false, content: { 'application/x-www-form-urlencoded': { schema: route.form } } },
    }),
    responses: { ...describeAnswers(route), ...describeProblems(problemCodes(route), route.answers) },
  };
}

/** A merge patch has a type of its own, and is taken as plain JSON too. */
function describeBody(method: Route['method'], schema: NonNullable<Route['body']>) {
  return { ...(method === 'PATCH' && { 'application/merge-patch+json': { schema } }), 'application/json': { schema } };
}

function describeAnswers(route: Route): ZodOpenApiResponsesObject {
  if ('html' in route.answers) return describePages(route.summary);

  const answers: ZodOpenApiResponsesObject = {};
  for (const status of [200, 202] as const) {
    const schema = route.answers[status];
    if (schema !== undefined) answers[`${status}`] = { description: route.summary, content: { 'application/json': { schema } } };
  }
  if (route.answers[204]) answers['204'] = { description: route.summary };
  if (route.answers[304]) answers['304'] = { description: 'Nothing has changed since the ETag in If-None-Match' };
  return answers;
}

/** Pages for people, and one for whoever follows a link that was never ours. */
function describePages(summary: string): ZodOpenApiResponsesObject {
  const content = { 'text/html': { schema: { type: 'string' as const } } };
  return {
    '200': { description: summary, content },
    '404': { description: 'A page that says only that the link does not work', content },
  };
}

/** Every code a call of this route can meet; a path that no id can have is not found. */
function problemCodes(route: Route): ProblemCode[] {
  const byPath: ProblemCode[] = route.params === undefined || 'html' in route.answers ? [] : ['not_found'];
  return [...new Set([...route.problems, ...byPath, ...problemsOf[route.caller]])];
}

/** A status that is an answer as well has both media types. */
function describeProblems(codes: readonly ProblemCode[], answers: Route['answers']): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      `${status}`,
      {
        description: these.map((code) => `\`${code}\`: ${problems[code].title}`).join('. '),
        content: {
          ...(status === 503 && 503 in answers && { 'application/json': { schema: answers[503] } }),
          'application/problem+json': {
            schema: Problem,
            examples: Object.fromEntries(these.map((code) => [code, { value: exampleOf(code) }])),
          },
        },
      },
    ]),
  );
}

function exampleOf(code: ProblemCode): Problem {
  const { status, title } = problems[code];
  return { type: `urn:bellhop:problem:${code}`, title, status, code, detail: title };
}

if (import.meta.main) writeFileSync(file, printApi());
