import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Route } from '../../contract/http/route.ts';
import { maxPublishBytes } from '../../contract/publishing/max-publish-bytes.ts';
import { Refused, together } from '../../core/errors.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import { parseOutside, problemPlaces } from '../../core/http/rules/problem-places.ts';
import { type SoundFields, soundFields } from '../../core/http/rules/sound-fields.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a route's schemas make of a call. */
export type Input<R extends Route> = {
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
  form: Parsed<R['form']>;
};

/** What else is wrong with a call, by its headers and by what can be looked at of its body although some field has not the shape that it should. */
export type FindMore<Body> = (body: SoundFields<Body>, header: (name: string) => string | undefined) => readonly Refused[];

/**
 * Parses path, query, body and form of a call, once; inside, everything is trusted.
 * @throws Refused that points at what is wrong, and at what `findMore` finds beside it.
 */
export function parseInput<R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  findMore?: FindMore<Input<R>['body']>,
): Input<R> {
  return {
    params: route.params && parseParams(route.params, event),
    query: route.query && parseQuery(route.query, event),
    body: route.body && parseBody(route as Route & { body: z.ZodType }, event, findMore as FindMore<unknown>),
    form: route.form && parseForm(route.form, event),
  } as Input<R>;
}

function parseParams(schema: z.ZodType, event: APIGatewayProxyEventV2): unknown {
  const parsed = parseOutside(schema, event.pathParameters ?? {});
  if (parsed.success) return parsed.data;
  const places = problemPlaces(parsed.error);
  const why = places.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join(', ');
  throw new Refused('not_found', `there can be nothing at this path: ${why}`, { places });
}

function parseQuery(schema: z.ZodType, event: APIGatewayProxyEventV2): unknown {
  const parsed = parseOutside(schema, event.queryStringParameters ?? {});
  if (parsed.success) return parsed.data;

  const places = problemPlaces(parsed.error).map(({ pointer, detail }) => ({ pointer: `?${pointer.slice(1)}`, detail }));
  throw new Refused('query_invalid', 'a query parameter is wrong', { places });
}

function parseBody(
  { body: schema, itemsIn }: Route & { body: z.ZodType },
  event: APIGatewayProxyEventV2,
  findMore: FindMore<unknown> | undefined,
): unknown {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(event.headers['content-type'] ?? '')) {
    throw new Refused('media_type_unsupported', 'send the body as "Content-Type: application/json"');
  }
  const bytes = bytesOf(event);
  if (bytes.length > maxPublishBytes) throw new Refused('body_too_large', `the body may have ${maxPublishBytes} bytes`);

  const json = parseJson(bytes.toString('utf8'), { itemsIn });
  if (!json.ok) {
    throw new Refused(json.pointer === '' ? 'body_unreadable' : 'body_invalid', 'the body could not be read', {
      places: [{ pointer: json.pointer, detail: json.detail }],
    });
  }
  expectRoom(json.value, bytes.length);
  const parsed = parseOutside(schema, json.value);
  if (parsed.success) return parsed.data;
  const places = problemPlaces(parsed.error);
  const header = (name: string) => event.headers[name.toLowerCase()];
  const more = 'shape' in schema ? findMore?.(soundFields(schema as z.ZodObject, json.value), header) : undefined;
  throw together([new Refused('body_invalid', 'the body does not have the shape this call takes', { places }), ...(more ?? [])]);
}

/** How many times as long a body may be once it is written anew: `1e20` becomes a one with twenty noughts. */
const mostGrowth = 6;

/** @throws Refused `body_too_large` for what queue and table would have to hold longer than it came, and could not. */
function expectRoom(body: unknown, length: number): void {
  if (length * mostGrowth <= maxPublishBytes || Buffer.byteLength(JSON.stringify(body)) <= maxPublishBytes) return;
  throw new Refused('body_too_large', `the body may have ${maxPublishBytes} bytes with its numbers written out`);
}

/** A form is whatever the fields make of it: mail programs send none, or one of another type (RFC 8058). */
function parseForm(schema: z.ZodType, event: APIGatewayProxyEventV2): unknown {
  const fields = Object.fromEntries(new URLSearchParams(bytesOf(event).toString('utf8')));
  const parsed = parseOutside(schema, fields);
  if (parsed.success) return parsed.data;
  throw new Refused('body_invalid', 'the form does not have the fields this call takes', { places: problemPlaces(parsed.error) });
}

/** The body's bytes, however API Gateway has handed it over. */
export function bytesOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}
