import type * as z from 'zod';
import type { ProblemCode } from './problems.ts';

/** Who may call: the app's server (API key), a user (JWT), or anyone. */
export type Caller = 'server' | 'user' | 'anyone';

/** One route: what API Gateway routes, what the handler serves, what OpenAPI describes. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** The file under `lambdas/` that answers, without its ending. */
  handler: string;
  caller: Caller;
  /**
   * What a key that is bound to a tenant may do here: see and change what is the tenant's `own`, or read what is `shared` by all. Absent: such
   * a key is refused, as it is wherever nobody has thought of tenants.
   */
  tenants?: 'own' | 'shared';
  summary: string;
  /** It has a newer name, and goes on answering by this one. */
  deprecated?: true;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** One shape, or one of several by a field. */
  body?: z.ZodObject | z.ZodDiscriminatedUnion<[z.ZodObject, ...z.ZodObject[]]>;
  /** The list of the body whose items are taken or refused by themselves: an unsafe key in one does not refuse the others. */
  itemsIn?: string;
  /** Fields of an HTML form, where a page sends one. */
  form?: z.ZodObject;
  /**
   * The answers that are no problems: schema by status; `204` and `304` have no body, `503` tells of what is not well; `html` is a
   * page for people, with a 404 that is one too; `csv`: the same as 200 has, as CSV, for who wants that.
   */
  answers: (Partial<Record<200 | 202 | 503, z.ZodObject>> & { 204?: true; 304?: true; csv?: true }) | { html: true };
  /** Problems beyond those that any call of this kind can meet (`unauthorized`, `rate_limited`, `internal`, …). */
  problems: readonly ProblemCode[];
  /** An `Idempotency-Key` header makes calling twice the same as calling once. */
  idempotent?: true;
};

/** Routes by the names that handlers use. */
export type Routes = Readonly<Record<string, Route>>;

/** The problems of whatever has a body. */
export const bodyProblems = [
  'body_unreadable',
  'body_invalid',
  'body_too_large',
  'media_type_unsupported',
] as const satisfies readonly ProblemCode[];
