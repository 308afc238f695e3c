import * as z from 'zod';

/** Every problem an answer can carry: its stable code, HTTP status and title. RFC 9457. */
export const problems = {
  body_unreadable: { status: 400, title: 'The body is not readable JSON' },
  body_invalid: { status: 422, title: 'The body does not have the shape this call takes' },
  query_invalid: { status: 400, title: 'A query parameter is not one this call takes' },
  cursor_invalid: { status: 400, title: 'The cursor was not issued for this list' },
  watermark_invalid: { status: 400, title: 'The watermark was not issued for this inbox' },
  idempotency_key_invalid: { status: 400, title: 'The Idempotency-Key header is not usable' },
  unauthorized: { status: 401, title: 'The call carries no valid credentials' },
  signature_invalid: { status: 403, title: 'The call does not carry the signature of who it says it is' },
  schedule_live: { status: 403, title: 'A test key does not change a live schedule' },
  tenant_refused: { status: 403, title: 'The key does not act for this tenant, or not here' },
  not_found: { status: 404, title: 'There is no such thing here' },
  method_not_allowed: { status: 405, title: 'The path does not take this method' },
  tokens_by_issuer: { status: 409, title: "User tokens come from the app's identity provider" },
  idempotency_key_in_use: { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  schedule_exists: { status: 409, title: 'There is another schedule with this id' },
  statistics_off: { status: 409, title: 'Nothing is counted here' },
  nothing_to_resend: { status: 409, title: 'Nothing of the notification is to be sent again' },
  resend_under_way: { status: 409, title: 'The same is still on its way' },
  resend_unconfirmed: { status: 409, title: 'It has reached the user, or may have' },
  key_kind_mismatch: { status: 409, title: 'A test key sends again what test keys sent, and a live key the rest' },
  confirmation_invalid: { status: 409, title: 'The confirmation is not of this replay' },
  confirmation_outdated: { status: 409, title: 'There is something to send again that was not confirmed' },
  webhooks_off: { status: 409, title: 'Webhooks are off in this stage' },
  webhooks_full: { status: 409, title: 'There are as many webhooks as there may be' },
  webhook_secrets_full: { status: 409, title: 'As many secrets sign as may do so at once' },
  webhook_disabled: { status: 409, title: 'The webhook is disabled' },
  delivery_pending: { status: 409, title: 'The delivery is still on its way' },
  precondition_failed: { status: 412, title: 'It has changed since it was read' },
  body_too_large: { status: 413, title: 'The body is larger than 256 KB' },
  media_type_unsupported: { status: 415, title: 'The body must be application/json' },
  category_unknown: { status: 422, title: 'No workflow has this category' },
  preference_required: { status: 422, title: 'What is required cannot be switched off or put off' },
  workflow_unknown: { status: 422, title: 'There is no such workflow' },
  tenant_invalid: { status: 422, title: 'The header X-Tenant has no id of a tenant' },
  payload_invalid: { status: 422, title: "The data does not fit the workflow's payload schema" },
  channel_unsupported: { status: 422, title: 'The workflow has no copy for this channel' },
  schedule_invalid: { status: 422, title: 'The times of the publish cannot all be kept' },
  recipients_refused: { status: 422, title: 'No recipient could be accepted' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used with another body' },
  webhook_unknown: { status: 422, title: 'There is no such webhook to call back' },
  webhook_url_refused: { status: 422, title: 'The URL is none that a webhook may have' },
  rate_limited: { status: 429, title: 'Too many calls with this key' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part of the system is not answering; try again' },
} as const satisfies Record<string, { status: number; title: string }>;

export const ProblemCode = z.enum(Object.keys(problems) as [keyof typeof problems, ...(keyof typeof problems)[]]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** One wrong place in the input: an RFC 6901 pointer into the body, `?name` for a query parameter, or the name of a header. */
export const ProblemPlace = z.strictObject({ pointer: z.string(), detail: z.string() });
export type ProblemPlace = z.infer<typeof ProblemPlace>;

/** The body of every answer that is not a success: `application/problem+json`. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ProblemCode,
    detail: z.string(),
    errors: z.array(ProblemPlace).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** An answer of API Gateway's own, before a function is asked or where one did not answer: it knows no problems. */
export const GatewayAnswer = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayAnswer', example: { message: 'Too Many Requests' } });
