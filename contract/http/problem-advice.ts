import type { ProblemCode } from './problems.ts';

/** What a caller does about each problem. In a file of its own, as the functions that answer problems do not need it. */
export const problemAdvice: Readonly<Record<ProblemCode, string>> = {
  body_unreadable: 'Send JSON in UTF-8. An empty body is none: where nothing needs saying, send `{}`.',
  body_invalid: '`errors` names every wrong place at once: its `pointer` leads there, its `detail` says what belongs there.',
  query_invalid: '`errors` names each parameter as `?name`, and says what it takes.',
  cursor_invalid:
    'Take `next_cursor` as it was answered, for the same list with the same filters; or begin again without a cursor.',
  watermark_invalid: 'Take the `watermark` of an earlier answer for the same user.',
  idempotency_key_invalid: 'Send one key of 1 to 255 characters. A new UUID for each thing that shall happen once will do.',
  unauthorized:
    "Send `Authorization: Bearer` with an API key of this stage, or with a user's token for `/v1/me`. `bellhop keys list` says which keys there are; a token lives an hour, so mint another.",
  signature_invalid:
    'Only the provider itself calls this. `docs/sms-providers.md` and `docs/email-providers.md` say which secret signs.',
  schedule_live: 'Change it with a live key. A test key changes the schedules that test keys made.',
  tenant_refused:
    'A key that is bound to a tenant leaves `X-Tenant` out, or names its own. What is of the whole stage takes a key that is bound to none.',
  tenant_invalid: 'Send the id as it is, without quotes: lower-case words joined by `-`, 32 letters at most.',
  not_found:
    'Look at the id, and whether key and tenant are those it was made with. A notification that was just published is 404 until it is planned: ask again in a moment.',
  method_not_allowed: '`Allow` lists what the path takes.',
  tokens_by_issuer: "The stage takes tokens of your identity provider: send the user's own token of it, and mint none.",
  idempotency_key_in_use: 'Ask again after `Retry-After`: you get the answer of the first request.',
  schedule_exists: 'Take another id, or change the one that is there with `PATCH`.',
  statistics_off: 'Set `tableStreamArn`, which a stack over a table of your own needs in order to count.',
  nothing_to_resend: 'Every channel reached its user. Name `channels`, with `confirm`, to send one again all the same.',
  resend_under_way: 'Wait: `GET /v1/notifications/{id}` says how far it is.',
  resend_unconfirmed: 'Send `confirm: true` if the user may get it twice.',
  key_kind_mismatch: 'Use a test key for what a test key published, and a live key for the rest.',
  confirmation_invalid:
    'Ask with `dry_run: true`, and send back its `filter` and `confirmation`, with the same `channels` and `cursor`.',
  confirmation_outdated: 'Ask with `dry_run: true` again, look at what has changed, and confirm that.',
  webhooks_off: "Switch the setting on: `webhooks: 'on'`.",
  webhooks_full: 'Delete one that nobody needs; `GET /v1/webhooks` lists them.',
  webhook_secrets_full: 'Wait until the oldest secret ends; `detail` says when.',
  webhook_disabled: "Switch it on with `PATCH` and `status: 'active'`, once its receiver answers.",
  delivery_pending: 'It is tried again by itself; `GET /v1/webhooks/{id}/deliveries` says when.',
  precondition_failed: 'Read it again, decide again, and patch with the new `ETag`; or leave `If-Match` out.',
  body_too_large: 'Split it: a publish takes a thousand recipients, and more go to a topic or an audience.',
  media_type_unsupported: 'Send `Content-Type: application/json`. A `PATCH` may say `application/merge-patch+json`.',
  category_unknown: '`GET /v1/workflows` lists the workflows with their categories.',
  preference_required: 'Leave out what `errors` points at: a required workflow goes whatever its user prefers.',
  workflow_unknown: '`GET /v1/workflows` lists what this stage has; a workflow of your own comes with a deploy.',
  payload_invalid: "`errors` points into `data`; the workflow's payload schema says what belongs there.",
  channel_unsupported: 'Leave the channel out, or write its copy in the workflow; `GET /v1/workflows` says which it has.',
  schedule_invalid: '`errors` points at the times that contradict each other, have passed or are too far ahead.',
  recipients_refused:
    '`errors` says what is wrong with each. A recipient who is only an id has to be known: put the user first, or name an address.',
  idempotency_key_reused: 'Take a new key for what is another request. The same key stands for the same body, for a day.',
  webhook_unknown: '`GET /v1/webhooks` lists those that may be called back.',
  webhook_url_refused:
    'On AWS a URL begins with `https://`, and its host is public and known to DNS; `errors` says what is wrong.',
  rate_limited:
    'Ask again after `Retry-After`. `RateLimit` says what is left of the minute; many users go in one publish, or in one bulk call.',
  internal: 'Ask again with the same `Idempotency-Key`. If it stays, look at the alarms: docs/runbook.md.',
  unavailable: 'Ask again after `Retry-After`, with the same `Idempotency-Key`: what was done is not done twice.',
};
