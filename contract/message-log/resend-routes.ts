import * as z from 'zod';
import { bodyProblems, type Routes } from '../http/route.ts';
import { NotificationId } from '../values.ts';
import { ReplayAnswer, ReplayRequest, ResendAnswer, ResendRequest } from './resend.ts';

/** How an owner sends again what did not reach its user. */
export const resendRoutes = {
  resend: {
    method: 'POST',
    path: '/v1/notifications/{id}/resend',
    handler: 'message-log/resend',
    caller: 'server',
    tenants: 'own',
    summary:
      'Send a notification again, by default on the channels that did not reach the user; it becomes a new one that names this one',
    params: z.strictObject({ id: NotificationId }),
    body: ResendRequest,
    answers: { 202: ResendAnswer },
    problems: [
      ...bodyProblems,
      'not_found',
      'workflow_unknown',
      'payload_invalid',
      'channel_unsupported',
      'nothing_to_resend',
      'resend_under_way',
      'resend_unconfirmed',
      'key_kind_mismatch',
      'idempotency_key_invalid',
      'idempotency_key_in_use',
      'idempotency_key_reused',
    ],
    idempotent: true,
  },
  replay: {
    method: 'POST',
    path: '/v1/notifications/replay',
    handler: 'message-log/resend',
    caller: 'server',
    summary:
      'Send many notifications again, those that match and did not reach their users: first as a dry run, then with its confirmation',
    body: ReplayRequest,
    answers: { 202: ReplayAnswer },
    problems: [...bodyProblems, 'cursor_invalid', 'key_kind_mismatch', 'confirmation_invalid', 'confirmation_outdated'],
  },
} as const satisfies Routes;
