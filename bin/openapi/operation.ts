// a route of the contract → an operation of the document
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Caller, Route } from '../../contract/http/route.ts';
import { routeLinks } from '../../contract/http/route-links.ts';
import type { RouteName } from '../../contract/http/routes.ts';
import { tenantHeader } from '../../contract/tenants/tenant-id.ts';
import { headersOf } from './headers.ts';
import { describeProblems, problemCodes } from './problems.ts';

const securityOf: Readonly<Record<Caller, Record<string, string[]>[]>> = {
  server: [{ apiKey: [] }],
  user: [{ userToken: [] }],
  anyone: [],
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 255 },
  required: false,
} as const;
const tenant = {
  name: tenantHeader,
  in: 'header',
  schema: { type: 'string', maxLength: 32, example: 'acme' },
  required: false,
  description: 'The tenant that a key of the whole stage calls for; a key that is bound to a tenant calls for that',
} as const;
const ifNoneMatch = { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, required: false } as const;
const ifMatch = { ...ifNoneMatch, name: 'If-Match' } as const;

/** Describes what a route takes and answers. */
export function describeRoute(operationId: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId,
    summary: route.summary,
    ...(route.deprecated && { deprecated: true }),
    security: securityOf[route.caller],
    parameters: [
      ...(route.tenants === 'own' ? [tenant] : []),
      ...(route.idempotent ? [idempotencyKey] : []),
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
