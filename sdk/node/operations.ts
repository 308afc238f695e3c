import type { operations } from './generated/api.ts';
import type { routes } from './generated/routes.ts';

/** The calls of docs/openapi.json that an app's server makes, by their names there. */
export type Operation = keyof typeof routes & keyof operations;

type BodyOf<Name extends Operation> = operations[Name] extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : unknown;

/** What a call is given: the names in its path, its query, its body. */
export type Input<Name extends Operation> = Pick<operations[Name]['parameters'], 'path' | 'query'> & BodyOf<Name>;

/** What a call is answered; nothing where there is nothing to say. */
export type Answer<Name extends Operation> = BodyIn<operations[Name]['responses']>;

type BodyIn<Responses> = Responses extends { [status in 200]: { content: { 'application/json': infer Body } } }
  ? Body
  : Responses extends { [status in 202]: { content: { 'application/json': infer Body } } }
    ? Body
    : undefined;

/** What a list may be narrowed by. Where to go on is the list's own business. */
export type QueryOf<Name extends Operation> = Omit<NonNullable<operations[Name]['parameters']['query']>, 'cursor'>;

/** What can be said of any call. */
export type CallOptions = {
  /** Gives the call up, with its retries. */
  signal?: AbortSignal | undefined;
  /** How long one attempt may take. */
  timeoutMs?: number | undefined;
  /** How often it is tried again when it fails in a way that may pass. */
  maxRetries?: number | undefined;
};

/** What can be said of a call that must not be made twice. */
export type OnceOptions = CallOptions & {
  /** What makes two calls one, also from two processes: a name of what happened, like `order-42-shipped`. Else each call has one of its own. */
  idempotencyKey?: string | undefined;
};

/** Also says what was read, so that a change that came between is not written over. */
export type ChangeOptions = CallOptions & { ifMatch?: string | undefined };

/** Makes a call, as often as it takes. */
export type Call = <Name extends Operation>(
  name: Name,
  input: Input<Name>,
  options?: CallOptions & OnceOptions & ChangeOptions,
) => Promise<Answered<Name>>;

/** An answer, and the version of what it shows. */
export type Answered<Name extends Operation> = { body: Answer<Name>; etag: string | undefined };
