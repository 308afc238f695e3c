import type { Reference, Schema } from './describe-schema.ts';

type Content = { content?: Record<string, { schema: Schema }> };
type Parameter = { $ref?: undefined; name: string; in: string; required?: boolean; schema: Schema; description?: string };
type Response = Content & { $ref?: undefined; description: string };

/** An operation as docs/openapi.json describes it. */
export type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  security?: Record<string, unknown>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: Content;
  responses: Record<string, Response | Reference>;
};

/** The whole of docs/openapi.json, as far as the page shows it. */
export type Description = {
  info: { description: string };
  paths: Record<string, Partial<Record<Method, Operation>>>;
  components: { securitySchemes?: Record<string, { description?: string }> };
};

/** The methods that operations have, in the order they are shown. */
export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** What a reference (`#/components/schemas/User`) means in a description; anything else is itself. */
export function resolveIn(description: Description) {
  return <Value extends { $ref?: undefined }>(value: Value | Reference): Value => {
    if (value.$ref === undefined) return value;
    const names = value.$ref.split('/').slice(1);
    return names.reduce<unknown>((place, name) => (place as Record<string, unknown>)[name], description) as Value;
  };
}
