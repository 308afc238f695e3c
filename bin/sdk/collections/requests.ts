// the story and docs/openapi.json → requests as a collection has them, with every value in its place
import type { ApiDocument } from '../generate.ts';
import { type StoryRequest, story } from './story.ts';

/** A request, ready to be printed; its URL begins with `{{url}}`. */
export type CollectedRequest = {
  folder: string;
  operation: string;
  title: string;
  method: string;
  url: string;
  /** The variable that has what the call is allowed by; nothing for calls that anyone may make. */
  bearer?: 'key' | 'token';
  body?: unknown;
  status: number;
  keeps: Readonly<Record<string, string>>;
  waitMs: number;
};

type Described = ApiDocument['paths'][string][string] & { method: string; path: string };
type Parameter = { name: string; in: string; schema?: { example?: unknown } };
type Schema = { $ref?: string; example?: unknown };

/** Every request of the story, in its order. @throws Error for a call that the document has not. */
export function collectedRequests(document: ApiDocument): CollectedRequest[] {
  const described = new Map(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [operation.operationId, { ...operation, method, path }] as const),
    ),
  );
  return story.flatMap(({ folder, requests }) =>
    requests.map((request) => {
      const operation = described.get(request.operation);
      if (operation === undefined) throw new Error(`docs/openapi.json has no ${request.operation}`);
      return { folder, ...collected(request, operation, document) };
    }),
  );
}

function collected(request: StoryRequest, operation: Described, document: ApiDocument): Omit<CollectedRequest, 'folder'> {
  const { security = [], responses, summary = '', method, path } = operation;
  const bearer = security.some((each) => 'apiKey' in each)
    ? 'key'
    : security.some((each) => 'userToken' in each)
      ? 'token'
      : undefined;
  const [success = '200'] = Object.keys(responses).filter((status) => status.startsWith('2'));
  const body = request.body ?? exampleOf(operation.requestBody?.content, document);
  return {
    operation: request.operation,
    title: summary,
    method: method.toUpperCase(),
    url: `{{url}}${filled(path, request, operation.parameters as Parameter[] | undefined)}${search(request.query)}`,
    ...(bearer && { bearer }),
    ...(operation.requestBody && { body }),
    status: request.status ?? Number(success),
    keeps: request.keeps ?? {},
    waitMs: request.waitMs ?? 0,
  };
}

/** A path with what the story puts there, or else with the document's examples. */
function filled(path: string, { path: given = {}, operation }: StoryRequest, parameters: Parameter[] = []): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((each) => each.in === 'path' && each.name === name)?.schema?.example;
    const value = given[name] ?? example;
    if (typeof value !== 'string') throw new Error(`${operation} has no value for ${name}`);
    return value.startsWith('{{') ? value : encodeURIComponent(value);
  });
}

function search(query: StoryRequest['query']): string {
  return query === undefined ? '' : `?${new URLSearchParams({ ...query })}`;
}

function exampleOf(content: Record<string, unknown> | undefined, { components }: ApiDocument): unknown {
  const { schema } = (content?.['application/json'] ?? {}) as { schema?: Schema };
  const name = schema?.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema?.example : (components.schemas[name] as Schema).example;
}
