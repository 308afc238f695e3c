import { bodyProblems, type Routes } from '../http/route.ts';
import { CancelAnswer, CancelRequest } from './cancel.ts';

/** How an app takes back what it published. */
export const cancellationRoutes = {
  cancel: {
    method: 'POST',
    path: '/v1/notifications/cancel',
    handler: 'publishing/notifications',
    caller: 'server',
    tenants: 'own',
    summary: 'Cancel one notification, or all with a key; answers what was still in time',
    body: CancelRequest,
    answers: { 200: CancelAnswer },
    problems: [...bodyProblems, 'cursor_invalid'],
  },
} as const satisfies Routes;
