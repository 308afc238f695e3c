import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Route } from '../../contract/http/route.ts';
import type { RouteHandler, RouteName, RoutesOf, routes } from '../../contract/http/routes.ts';
import { Refused, RetryableError } from '../../core/errors.ts';
import type { Identities, Identity, Introduction } from './http-identity.ts';
import { bytesOf, type FindMore, type Input, parseInput } from './http-input.ts';
import { type Page, toPageAnswer } from './http-page.ts';
import { toProblemAnswer } from './http-problem.ts';
import { idsOfCaller, pathIds } from './ids/http-ids.ts';
import { inLogScope, noteLogIds } from './ids/log-ids.ts';
import { inOwnNames, inOwnWords, putIntoTenant } from './tenants/within-tenant.ts';

type HttpEvent = APIGatewayProxyEventV2 & Introduction;
type Routes = typeof routes;
/** Whoever may call, what to answer a call that none of the routes takes, and what finds more that is wrong with a body which is refused. */
type Callers<Name extends RouteName> = Identities & {
  stray?: (event: APIGatewayProxyEventV2) => Refused;
  findMore?: { [N in Name]?: FindMore<Input<Routes[N]>['body']> };
};
type IdentityOf<Name extends RouteName> = Extract<Identity, { caller: Routes[Name]['caller'] }>;
type SuccessBody<R extends Route> = Extract<R['answers'][keyof R['answers']], z.ZodType>;

/** A call as a route's flow gets it: parsed, and from someone known. */
export type Call<Name extends RouteName> = Input<Routes[Name]> & {
  from: IdentityOf<Name>;
  header(name: string): string | undefined;
  /** The call as it came, for who checks a signature: host, path and query in one, and the body as text. */
  arrived(): { address: string; body: string };
};

/** What a route's flow gives back; no body means 304, or 204 where nothing is ever told. */
export type Answer<Name extends RouteName> = Routes[Name]['answers'] extends { html: true }
  ? Page
  :
      | { status?: 503; body?: z.output<SuccessBody<Routes[Name]>>; headers?: Readonly<Record<string, string>> }
      | (Routes[Name]['answers'] extends { csv: true } ? Csv : never);

/** Lines for a spreadsheet, and what a browser calls the file. */
type Csv = { csv: string; name: string };

/** An answer of no words: 204. */
export const nothing = () => ({});

type Flows<Name extends RouteName> = { [N in Name]: (call: Call<N>) => Promise<Answer<N>> };

/**
 * A Lambda handler that serves the routes of its file: who is it → what is asked, of which tenant → flow → answer or problem. Name the file
 * (`onHttp<'topics/topics'>`), so that a route which it leaves out is a type error. It is handed its own routes, since the schemas of
 * all would take longer to load than most handlers have to.
 */
export function onHttp<Handler extends RouteHandler>(
  served: Pick<Routes, RoutesOf<Handler>>,
  flows: Flows<RoutesOf<Handler>>,
  callers: Callers<RoutesOf<Handler>>,
) {
  return onRoutes<RoutesOf<Handler>>(served, flows, callers);
}

/** The same for some of the routes, which another handler serves as well. */
export function onRoutes<Name extends RouteName>(
  served: Pick<Routes, Name>,
  flows: Flows<Name>,
  { stray = refuseUnknown, findMore = {}, ...identities }: Callers<Name>,
) {
  const flowOf = flows as unknown as Readonly<Record<string, (call: unknown) => Promise<Answer<RouteName>>>>;
  const moreOf = findMore as Readonly<Record<string, FindMore<unknown>>>;
  const byKey = new Map(
    Object.entries<Route>(served).map(([name, route]) => {
      return [`${route.method} ${route.path}`, { flow: flowOf[name], more: moreOf[name], route }];
    }),
  );

  const handler = middy<HttpEvent, APIGatewayProxyStructuredResultV2>({ timeoutEarlyResponse: outOfTime })
    .before(({ event }) => {
      event.headers = inLowerCase(event.headers);
    })
    .onError(async (failed) => {
      const { routeKey, requestContext } = failed.event;
      failed.response = toProblemAnswer(failed.error, { route: routeKey, callId: requestContext.requestId });
    })
    .handler(async (event) => {
      const found = byKey.get(event.routeKey);
      if (found?.flow === undefined) throw stray(event);

      const { route, flow, more } = found;
      const from = await identities[route.caller]?.(event);
      if (from?.caller !== route.caller) throw new Error(`this handler does not know how to identify a ${route.caller}`);
      noteLogIds({ ...idsOfCaller(from), ...pathIds(event.pathParameters) });
      const header = (wanted: string) => event.headers[wanted.toLowerCase()];
      const put = await putIntoTenant(route, parseInput(route, event, more), from);
      try {
        const call = { ...put.input, from: put.from, header, arrived: () => arrivedAs(event) }; // a `Call` of the route named here
        const answer = await flow(call);
        if (isPage(answer)) return toPageAnswer(answer);
        if (isCsv(answer)) return toCsvResult(answer, from.headers);
        return toResult(route, { ...answer, body: inOwnNames(answer.body, put.from) }, from.headers);
      } catch (error) {
        throw inOwnWords(error, put.from);
      }
    });
  return inLogScope<HttpEvent, Context, Promise<APIGatewayProxyStructuredResultV2>>(handler);
}

/** Said five milliseconds before the function would be ended: a part was slow, and the same may succeed later. */
function outOfTime(): never {
  throw new RetryableError('the time of the call ran out');
}

function refuseUnknown({ routeKey }: APIGatewayProxyEventV2): Refused {
  return new Refused('not_found', `this handler does not serve ${routeKey}`);
}

function isPage(answer: object): answer is Page {
  return 'html' in answer;
}

function isCsv(answer: object): answer is Csv {
  return 'csv' in answer;
}

function toCsvResult({ csv, name }: Csv, headers: Readonly<Record<string, string>>): APIGatewayProxyStructuredResultV2 {
  const disposition = `attachment; filename="${name}"`;
  const type = { 'Content-Type': 'text/csv; charset=utf-8; header=present', 'Content-Disposition': disposition };
  return { statusCode: 200, headers: { 'Cache-Control': 'no-store', ...headers, ...type }, body: csv };
}

/** API Gateway hands over header names in lower case; `sam local start-api` as the caller wrote them. */
function inLowerCase(headers: HttpEvent['headers']): HttpEvent['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function arrivedAs(event: HttpEvent): ReturnType<Call<RouteName>['arrived']> {
  const { rawPath, rawQueryString, requestContext } = event;
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  return { address: `${requestContext.domainName}${rawPath}${query}`, body: bytesOf(event).toString('utf8') };
}

function toResult(
  route: Route,
  { status, body, headers }: { status?: 503; body?: unknown; headers?: Readonly<Record<string, string>> },
  identityHeaders: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 {
  const common = { 'Cache-Control': 'no-store', ...identityHeaders, ...headers };
  if (body === undefined) return { statusCode: 204 in route.answers ? 204 : 304, headers: common };
  return {
    statusCode: status ?? (202 in route.answers ? 202 : 200),
    headers: { 'Content-Type': 'application/json', ...common },
    body: JSON.stringify(body),
  };
}
