export { Bellhop, type BellhopOptions } from './bellhop.ts';
export { BellhopError, type ErrorCode, type ProblemCode, type ProblemPlace } from './errors.ts';
export type * from './generated/api.ts';
export type { List } from './list.ts';
export type { CallOptions, ChangeOptions, OnceOptions } from './operations.ts';
export type { AnyPayloads, DryRunOf, Payloads, PublishOf, ScheduleChangeOf, ScheduleOf } from './payloads.ts';
export { type TokenAnswer, tokenAnswer } from './token-answer.ts';
export { verifyWebhook, WebhookError, type WebhookHeaders } from './verify-webhook.ts';
