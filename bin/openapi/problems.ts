// contract/http/problems → the answers that are no success
import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { GatewayAnswer, Problem, type ProblemCode, problems } from '../../contract/http/problems.ts';
import type { Caller, Route } from '../../contract/http/route.ts';
import { allowHeader, type headerOf, rateHeaders, retryHeader } from './headers.ts';

/** Problems that any call of a kind can meet, on top of those its route names. */
const problemsOf: Readonly<Record<Caller, readonly ProblemCode[]>> = {
  server: ['unauthorized', 'tenant_refused', 'tenant_invalid', 'rate_limited', 'internal', 'unavailable'],
  user: ['unauthorized', 'rate_limited', 'internal', 'unavailable'],
  anyone: ['rate_limited', 'internal', 'unavailable'],
};

/** Lists every code that a call of this route can meet; a path that no id can have is not found, or another's: API Gateway cuts it at an encoded `?`. */
export function problemCodes(route: Route): ProblemCode[] {
  const byPath: ProblemCode[] = route.params === undefined || 'html' in route.answers ? [] : ['not_found', 'method_not_allowed'];
  const ofAnother: ProblemCode[] = route.tenants === 'own' ? ['not_found'] : []; // what another tenant has is not there
  return [...new Set([...route.problems, ...byPath, ...ofAnother, ...problemsOf[route.caller]])];
}

/** Describes the answers with these codes. A status that is an answer as well has both media types. */
export function describeProblems(codes: readonly ProblemCode[], route: Route): ZodOpenApiResponsesObject {
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

/** Describes what is answered where no operation is. */
export function strayResponses() {
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
