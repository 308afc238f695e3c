import { bodyProblems, type Route, type Routes } from '../http/route.ts';
import { DryRunAnswer, DryRunRequest } from './dry-run.ts';

/** What `POST /v1/notifications` would do. */
const dryRun = {
  method: 'POST',
  path: '/v1/notifications/dry-run',
  handler: 'dry-run/dry-run',
  caller: 'server',
  tenants: 'own',
  summary: 'What a publish would do, per user and channel: when, why, in which words and at what cost; nothing is done',
  body: DryRunRequest,
  answers: { 200: DryRunAnswer },
  problems: [
    ...bodyProblems,
    'workflow_unknown',
    'payload_invalid',
    'channel_unsupported',
    'schedule_invalid',
    'recipients_refused',
    'cursor_invalid',
  ],
} as const satisfies Route;

/** What a publish would do, by today's name and by that of before. */
export const dryRunRoutes = {
  dryRun,
  simulate: { ...dryRun, path: '/v1/notifications/simulate', deprecated: true }, // its name until 0.2
} as const satisfies Routes;
