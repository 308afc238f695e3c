import * as z from 'zod';
import { CursorQuery } from '../http/cursor.ts';
import { bodyProblems, type Routes } from '../http/route.ts';
import { NotificationId, RequestId } from '../values.ts';
import { NotificationAnswer } from './notifications.ts';
import { PublishAnswer, PublishRequest } from './publish.ts';
import { RequestAnswer } from './requests.ts';

/** How an app publishes. */
export const publishRoutes = {
  publish: {
    method: 'POST',
    path: '/v1/notifications',
    handler: 'publishing/publish',
    caller: 'server',
    tenants: 'own',
    summary: 'Publish a notification to one to a thousand users, or to all subscribers of a topic',
    body: PublishRequest,
    answers: { 202: PublishAnswer },
    problems: [
      ...bodyProblems,
      'workflow_unknown',
      'payload_invalid',
      'channel_unsupported',
      'schedule_invalid',
      'recipients_refused',
      'idempotency_key_invalid',
      'idempotency_key_in_use',
      'idempotency_key_reused',
      'webhook_unknown',
    ],
    idempotent: true,
  },
} as const satisfies Routes;

const ofItem = z.strictObject({ id: NotificationId });
const ofRequest = z.strictObject({ id: RequestId });

/** What became of what was published. */
export const notificationRoutes = {
  readNotification: {
    method: 'GET',
    path: '/v1/notifications/{id}',
    handler: 'publishing/notifications',
    caller: 'server',
    tenants: 'own',
    summary: 'What happened to a notification, channel by channel, and why',
    params: ofItem,
    answers: { 200: NotificationAnswer },
    problems: ['not_found'],
  },
  readRequest: {
    method: 'GET',
    path: '/v1/requests/{id}',
    handler: 'publishing/notifications',
    caller: 'server',
    tenants: 'own',
    summary: 'What became of a publish: counts by status, its notifications page by page, and what was refused',
    params: ofRequest,
    query: CursorQuery,
    answers: { 200: RequestAnswer },
    problems: ['not_found', 'query_invalid', 'cursor_invalid'],
  },
} as const satisfies Routes;
