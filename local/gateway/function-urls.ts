import type { IncomingMessage } from 'node:http';
import { readBody } from '../read-body.ts';
import type { Blueprint } from '../template/blueprint.ts';
import { functionUrlPath } from '../template/lookup.ts';
import type { InvokeByArn } from './api.ts';
import { allowedOrigin, answerHeaders, isPreflight, preflightHeaders, withoutCors } from './cors.ts';
import { gatewayAnswer, type HttpAnswer, toHttpAnswer } from './http-answer.ts';
import { toHttpEvent } from './http-event.ts';
import type { RefusedOrigins } from './refused-origins.ts';

/** What a function URL takes, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxBodyBytes = 6 * 1024 * 1024;

/** The function URLs of the template; nothing when a path is none of theirs. */
export type FunctionUrls = (request: IncomingMessage) => Promise<HttpAnswer> | undefined;

/** Serves the template's function URLs, each under a path of its own, as Lambda does under a host name of its own. */
export function makeFunctionUrls(
  { functionUrls }: Blueprint,
  invoke: InvokeByArn,
  refusedOrigins: Pick<RefusedOrigins, 'note'>,
): FunctionUrls {
  async function call(functionArn: string, request: IncomingMessage, url: string): Promise<HttpAnswer> {
    const body = await readBody(request, maxBodyBytes);
    request.url = url; // what comes after its own path, as the function would see it
    const event = toHttpEvent(request, body, { routeKey: '$default', pathParameters: {} }, undefined);
    return invoke(functionArn, event).then(toHttpAnswer, () => gatewayAnswer(502, 'Internal Server Error'));
  }

  async function answer({ properties }: Blueprint['functionUrls'][number], request: IncomingMessage, url: string) {
    const { Cors: cors, TargetFunctionArn } = properties;
    const { origin } = request.headers;
    if (cors && origin !== undefined && allowedOrigin(cors, origin) === undefined) refusedOrigins.note(origin);
    if (cors && isPreflight(request)) return { status: 200, headers: preflightHeaders(cors, origin), body: '' };
    const { status, headers, body } = await call(TargetFunctionArn, request, url);
    return { status, headers: cors ? { ...withoutCors(headers), ...answerHeaders(cors, origin) } : headers, body };
  }

  return (request) => {
    const { url = '/' } = request;
    for (const each of functionUrls) {
      const base = `${functionUrlPath}/${each.name}`;
      if (url.startsWith(`${base}/`)) return answer(each, request, url.slice(base.length));
    }
    return undefined;
  };
}
