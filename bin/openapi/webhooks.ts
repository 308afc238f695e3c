// contract/events → the `webhooks` of docs/openapi.json: what Bellhop sends, https://spec.openapis.org/oas/v3.1.0#fixed-fields
import type { ZodOpenApiPathItemObject } from 'zod-openapi';
import { eventTypes } from '../../contract/events/event-types.ts';

const headerOf = (name: string, description: string) =>
  ({ name, in: 'header', required: true, description, schema: { type: 'string' } }) as const;

/** The headers of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const webhookHeaders = {
  WebhookId: headerOf('webhook-id', 'The id of the event: the same each time that it comes'),
  WebhookTimestamp: headerOf('webhook-timestamp', 'When this attempt was made, in epoch seconds'),
  WebhookSignature: headerOf(
    'webhook-signature',
    'One signature for each secret that is good, as `v1,` and Base64, with a space in between',
  ),
};

const parameters = Object.keys(webhookHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` as const }));

const responses = {
  '2XX': { description: 'The event was taken' },
  '410': { description: 'The receiver is gone: the webhook is disabled' },
  default: { description: 'It comes again, for a day' },
};

/** Describes the call that each type of event makes. */
export function describeWebhooks(): Record<string, ZodOpenApiPathItemObject> {
  const event = { $ref: '#/components/schemas/Event' };
  return Object.fromEntries(
    eventTypes.map((type) => {
      const schema = { allOf: [event, { type: 'object' as const, properties: { type: { const: type } } }] };
      const requestBody = { required: true, content: { 'application/json': { schema } } };
      const summary = `An event of type ${type}, told to the webhooks that want it`;
      return [type, { post: { operationId: nameOf(type), summary, security: [], parameters, requestBody, responses } }];
    }),
  );
}

/** The name of the call that tells of a type of event: `onInboxItemSeen` for `inbox_item.seen`. */
function nameOf(type: string): string {
  return `on${type.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
}

/** Lets a schema of events take fields that it does not know, as readers have to. */
export function openEnded<Schema>(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (key, value) => (key === 'additionalProperties' ? undefined : value));
}

/** The same of the schemas of the document: only events are open. */
export function openEvents({ Event, ...others }: Record<string, unknown>): Record<string, unknown> {
  return { ...others, Event: openEnded(Event) };
}
