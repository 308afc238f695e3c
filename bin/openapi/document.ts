// contract → the text of docs/openapi.json and docs/events.schema.json
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { Event } from '../../contract/events/event.ts';
import { Problem } from '../../contract/http/problems.ts';
import type { Route } from '../../contract/http/route.ts';
import { routes } from '../../contract/http/routes.ts';
import { Recipient } from '../../contract/publishing/publish.ts';
import { BulkUser } from '../../contract/users/bulk.ts';
import { Contact } from '../../contract/users/contact.ts';
import { describeRoute } from './operation.ts';
import { strayResponses } from './problems.ts';
import { describeWebhooks, openEnded, openEvents, webhookHeaders } from './webhooks.ts';

const words = [
  'Notifications in your own AWS account. Errors are RFC 9457 problems with a stable `code`, and `errors` that name every wrong place at once.',
  'A path that is not described here answers 404, and a method that is not described for its path 405 with `Allow` (`components.responses`).',
  'Some answers are API Gateway\'s own and no problems, but `{"message"}`: 429 beyond a throttle of the whole API, 413 beyond 10 MB, 500 when a',
  "function ends without an answer, 503 when it does not answer in time, and 401 where your own identity provider's tokens are checked.",
].join('\n');

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

/** Prints the schema of events, for whoever takes them from the bus. It lets fields pass that it does not know, as readers have to. */
export function printEventSchema(): string {
  const schema = openEnded(z.toJSONSchema(Event));
  return `${JSON.stringify({ ...schema, title: 'Bellhop event, version 1' }, undefined, 2)}\n`;
}
