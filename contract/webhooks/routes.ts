import * as z from 'zod';
import { bodyProblems, type Routes } from '../http/route.ts';
import { EventId, WebhookId } from './ids.ts';
import {
  DeliveryAnswer,
  DeliveryPage,
  DeliveryQuery,
  NewWebhook,
  WebhookAnswer,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from './webhooks.ts';

const ofWebhook = z.strictObject({ id: WebhookId });
const ofDelivery = z.strictObject({ id: WebhookId, delivery: EventId });
const byServer = { handler: 'webhooks/webhooks', caller: 'server' } as const;

/** Who is told of events, and what became of that. */
export const webhookRoutes = {
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    ...byServer,
    summary: 'Tell a URL of events from now on; the answer has its secret, which is shown this once',
    body: NewWebhook,
    answers: { 200: WebhookWithSecret },
    problems: [...bodyProblems, 'webhooks_off', 'webhook_url_refused', 'webhooks_full'],
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    ...byServer,
    summary: 'All webhooks, oldest first',
    answers: { 200: WebhookList },
    problems: [],
  },
  readWebhook: {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    ...byServer,
    summary: 'A webhook, without its secret',
    params: ofWebhook,
    answers: { 200: WebhookAnswer },
    problems: [],
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    ...byServer,
    summary: 'Change a webhook, or switch it off or on again',
    params: ofWebhook,
    body: WebhookPatch,
    answers: { 200: WebhookAnswer },
    problems: [...bodyProblems, 'webhook_url_refused'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    ...byServer,
    summary: 'Tell it of nothing more, and forget it; also when there was none',
    params: ofWebhook,
    answers: { 204: true },
    problems: [],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate-secret',
    ...byServer,
    summary: 'Make another secret; for a day each one before signs as well',
    params: ofWebhook,
    answers: { 200: WebhookWithSecret },
    problems: [
      'webhooks_off',
      'webhook_secrets_full',
      'idempotency_key_invalid',
      'idempotency_key_in_use',
      'idempotency_key_reused',
    ],
    idempotent: true,
  },
  testWebhook: {
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    ...byServer,
    summary: 'Send it an event of type webhook.test, whatever it wants to be told of',
    params: ofWebhook,
    answers: { 202: DeliveryAnswer },
    problems: ['webhooks_off', 'webhook_disabled'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    ...byServer,
    summary: 'What it was told in the last five days, and what became of that, newest first',
    params: ofWebhook,
    query: DeliveryQuery,
    answers: { 200: DeliveryPage },
    problems: ['query_invalid', 'cursor_invalid'],
  },
  replayWebhookDelivery: {
    method: 'POST',
    path: '/v1/webhooks/{id}/deliveries/{delivery}/replay',
    ...byServer,
    summary: 'Send a delivery again that was made or failed, with the same id',
    params: ofDelivery,
    answers: { 202: DeliveryAnswer },
    problems: ['webhooks_off', 'webhook_disabled', 'delivery_pending'],
  },
} as const satisfies Routes;
