// contract → docs/openapi.json, docs/events.schema.json, docs/errors.md, docs/api, what the SDKs take from it: `npm run openapi` writes them
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { Event } from '../contract/events/event.ts';
import { GatewayAnswer, Problem, type ProblemCode, problems } from '../contract/http/problems.ts';
import type { Caller, Route } from '../contract/http/route.ts';
import { routeLinks } from '../contract/http/route-links.ts';
import { type RouteName, routes } from '../contract/http/routes.ts';
import { Recipient } from '../contract/publishing/publish.ts';
import { tenantHeader } from '../contract/tenants/tenant-id.ts';
import { BulkUser } from '../contract/users/bulk.ts';
import { Contact } from '../contract/users/contact.ts';
import { printErrors } from './openapi-errors.ts';
import { describeWebhooks, openEnded, openEvents, webhookHeaders } from './openapi-webhooks.ts';
import { writeCollections } from './sdk/collections/write.ts';
import { writeGenerated } from './sdk/generate.ts';
import { writePython } from './sdk/python/write.ts';

const fileOf = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

/** Problems that any call of a kind can meet, on top of those its route names. */
const problemsOf: Readonly<Record<Caller, readonly ProblemCode[]>> = {
  server: ['unauthorized', 'tenant_refused', 'tenant_invalid', 'rate_limited', 'internal', 'unavailable'],
  user: ['unauthorized', 'rate_limited', 'internal', 'unavailable'],
  anyone: ['rate_limited', 'internal', 'unavailable'],
};

const securityOf: Readonly<Record<Caller, Record<string, string[]>[]>> = {
  server: [{ apiKey: [] }],
  user: [{ userToken: [] }],
  anyone: [],
};

const words = [
  'Notifications in your own AWS account. Errors are RFC 9457 problems with a stable `code`, and `errors` that name every wrong place at once.',
  'A path that is not described here answers 404, and a method that is not described for its path 405 with `Allow` (`components.responses`).',
  'Some answers are API Gateway\'s own and no problems, but `{"message"}`: 429 beyond a throttle of the whole API, 413 beyond 10 MB, 500 when a',
  "function ends without an answer, 503 when it does not answer in time, and 401 where your own identity provider's tokens are checked.",
].join('\n');

const headerOf = (description: string, type: 'integer' | 'string' = 'string') => ({ description, schema: { type } });

/** How much an API key may still call: draft-ietf-httpapi-ratelimit-headers. */
const rateHeaders = {
  RateLimit: headerOf('What is left of the minute: `"key";r=599;t=42`'),
  'RateLimit-Policy': headerOf('What a minute allows: `"key";q=600;w=60`'),
};
const retryHeader = { 'Retry-After': headerOf('Seconds until the next call may be made', 'integer') };
const allowHeader = { Allow: headerOf('The methods that the path has, joined by commas') };
/** What a browser is told that polls: `lambdas/shell/http-caching.ts`. */
const pollHeaders = {
  'X-Poll-Interval': headerOf('How many seconds to wait before it is asked again', 'integer'),
  'X-Feed-Url': headerOf('Where to ask from now on in place of the API, by the same paths; with the setting `feedUrl` alone'),
  'X-Live-Url': headerOf('The WebSocket to connect to, to be told of changes; with the setting `live` alone'),
};
const linkHeader = { Link: headerOf('Where the next page is, as rel="next"; absent on the last (RFC 8288)') };
const etagHeader = { ETag: headerOf('What to send as If-None-Match, or as If-Match with a PATCH') };

/** The whole HTTP API as an OpenAPI 3.1 document, from the same schemas and routes that the handlers use. */
export function describeApi(): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(name, route) };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Bellhop',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: words,
    },
    servers: [{ url: 'http://127.0.0.1:4620', description: 'on a laptop' }],
    paths,
    webhooks: describeWebhooks(),
    components: {
      schemas: { Recipient, BulkUser, Contact, Problem, Event },
      parameters: webhookHeaders,
      responses: strayResponses(),
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: "The app's server: `bh_live_…`, or `bh_test_…` for a test: all but the call of the provider",
        },
        userToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "A user's token; its `sub` is the user" },
      },
    },
  });
  const schemas: Record<string, unknown> = document.components?.schemas ?? {};
  return { ...document, components: { ...document.components, schemas: openEvents(schemas) } };
}

/** The document as it stands in the file: stable, so that a change shows as a small diff. */
export function printApi(): string {
  return `${JSON.stringify(describeApi(), undefined, 2)}\n`;
}

function describeRoute(operationId: string, route: Route): ZodOpenApiOperationObject {
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 }, required: false } as const;
  const tenant = {
    name: tenantHeader,
    in: 'header',
    schema: { type: 'string', maxLength: 32, example: 'acme' },
    required: false,
    description: 'The tenant that a key of the whole stage calls for; a key that is bound to a tenant calls for that',
  } as const;
  const ifNoneMatch = { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, required: false } as const;
  const ifMatch = { ...ifNoneMatch, name: 'If-Match' } as const;
  return {
    operationId,
    summary: route.summary,
    ...(route.deprecated && { deprecated: true }),
    security: securityOf[route.caller],
    parameters: [
      ...(route.tenants === 'own' ? [tenant] : []),
      ...(route.idempotent ? [key] : []),
      ...(304 in route.answers ? [ifNoneMatch] : []),
      ...(route.method === 'PATCH' ? [ifMatch] : []),
    ],
    requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
    ...(route.body && { requestBody: { required: true, content: describeBody(route.method, route.body) } }),
    ...(route.form && {
      requestBody: { required: false, content: { 'application/x-www-form-urlencoded': { schema: route.form } } },
    }),
    responses: { ...describeAnswers(operationId, route), ...describeProblems(problemCodes(route), route) },
  };
}

/** What is answered where no operation is. */
function strayResponses() {
  const response = (code: ProblemCode, headers: Record<string, ReturnType<typeof headerOf>> = {}) => ({
    description: problems[code].title,
    headers,
    content: { 'application/problem+json': { schema: Problem, examples: { [code]: { value: exampleOf(code) } } } },
  });
  return {
    NotFound: response('not_found'),
    MethodNotAllowed: response('method_not_allowed', allowHeader),
  };
}

/** A merge patch has a type of its own, and is taken as plain JSON too. */
function describeBody(method: Route['method'], schema: NonNullable<Route['body']>) {
  return { ...(method === 'PATCH' && { 'application/merge-patch+json': { schema } }), 'application/json': { schema } };
}

function describeAnswers(name: string, route: Route): ZodOpenApiResponsesObject {
  if ('html' in route.answers) return describePages(route.summary);

  const answers: ZodOpenApiResponsesObject = {};
  for (const status of [200, 202] as const) {
    const schema = route.answers[status];
    if (schema === undefined) continue;
    const asCsv = status === 200 && route.answers.csv && { 'text/csv': { schema: { type: 'string' as const } } };
    const content = { 'application/json': { schema }, ...asCsv };
    answers[`${status}`] = { description: route.summary, headers: headersOf(name, route), content, ...linksOf(name) };
  }
  if (route.answers[204]) answers['204'] = { description: route.summary, headers: headersOf(name, route) };
  if (route.answers[304])
    answers['304'] = { description: 'Nothing has changed since the ETag in If-None-Match', headers: headersOf(name, route) };
  return answers;
}

/** Headers of an answer that is no problem. */
function headersOf(name: string, { caller, path, answers }: Route) {
  const isPolled = path.startsWith('/v1/me/notifications') && 304 in answers;
  return {
    ...(caller === 'server' && rateHeaders),
    ...((caller === 'user' || path.endsWith('/preferences')) && etagHeader),
    ...(isPolled && pollHeaders),
    ...(name === 'readFeed' && linkHeader),
    ...(name === 'publish' && { Location: headerOf('Where to ask what became of it: the same as `status_url`') }),
  };
}

/** Where to go from an answer: https://spec.openapis.org/oas/v3.1.0#link-object */
function linksOf(name: string) {
  const links = routeLinks[name as RouteName] ?? [];
  if (links.length === 0) return {};
  const toLink = ({ to, parameters, description }: (typeof links)[number]) => {
    const expressions = Object.entries(parameters).map(([parameter, pointer]) => [parameter, `$response.body#${pointer}`]);
    return [
      to,
      { operationId: to, parameters: Object.fromEntries(expressions), ...(description !== undefined && { description }) },
    ];
  };
  return { links: Object.fromEntries(links.map(toLink)) };
}

/** Pages for people, and one for whoever follows a link that was never ours. */
function describePages(summary: string): ZodOpenApiResponsesObject {
  const content = { 'text/html': { schema: { type: 'string' as const } } };
  return {
    '200': { description: summary, content },
    '404': { description: 'A page that says only that the link does not work', content },
  };
}

/** Every code a call of this route can meet; a path that no id can have is not found, or another's: API Gateway cuts it at an encoded `?`. */
function problemCodes(route: Route): ProblemCode[] {
  const byPath: ProblemCode[] = route.params === undefined || 'html' in route.answers ? [] : ['not_found', 'method_not_allowed'];
  const ofAnother: ProblemCode[] = route.tenants === 'own' ? ['not_found'] : []; // what another tenant has is not there
  return [...new Set([...route.problems, ...byPath, ...ofAnother, ...problemsOf[route.caller]])];
}

/** A status that is an answer as well has both media types. */
function describeProblems(codes: readonly ProblemCode[], route: Route): ZodOpenApiResponsesObject {
  const { caller } = route;
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      `${status}`,
      {
        description: these.map((code) => `\`${code}\`: ${problems[code].title}`).join('. '),
        ...(status === 405 && { headers: allowHeader }),
        ...(status === 429 && { headers: caller === 'server' ? { ...retryHeader, ...rateHeaders } : {} }),
        content: {
          ...gatewayContent(status, route),
          ...((status !== 429 || caller === 'server') && {
            // nobody but the server is counted by us
            'application/problem+json': {
              schema: Problem,
              examples: Object.fromEntries(these.map((code) => [code, { value: exampleOf(code) }])),
            },
          }),
        },
      },
    ]),
  );
}

/** What API Gateway may answer in place of a function, or where it has none that answers in time; one 503 is an answer of ours as well. */
function gatewayContent(status: number, { answers, caller }: Route) {
  const own = 'html' in answers ? undefined : answers[status as 503];
  const byGateway = [413, 429, 500, 503].includes(status) || (status === 401 && caller === 'user');
  if (!byGateway) return {};
  return { 'application/json': { schema: own === undefined ? GatewayAnswer : z.union([own, GatewayAnswer]) } };
}

function exampleOf(code: ProblemCode): Problem {
  const { status, title } = problems[code];
  return { type: `urn:bellhop:problem:${code}`, title, status, code, detail: title };
}

/** Prints the schema of events, for whoever takes them from the bus. It lets fields pass that it does not know, as readers have to. */
export function printEventSchema(): string {
  const schema = openEnded(z.toJSONSchema(Event));
  return `${JSON.stringify({ ...schema, title: 'Bellhop event, version 1' }, undefined, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(fileOf('openapi.json'), printApi());
  writeFileSync(fileOf('events.schema.json'), printEventSchema());
  writeFileSync(fileOf('errors.md'), printErrors());
  const document = JSON.parse(printApi());
  writeGenerated(document);
  writePython(document);
  writeCollections(document);
}
