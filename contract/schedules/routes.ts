import * as z from 'zod';
import { bodyProblems, type Routes } from '../http/route.ts';
import { ScheduleId } from './schedule-id.ts';
import {
  NewSchedule,
  ScheduleAnswer,
  ScheduleChange,
  SchedulePage,
  ScheduleQuery,
  ScheduleStory,
  StartedRun,
} from './schedules.ts';

const ofSchedule = z.strictObject({ id: ScheduleId });
const contentProblems = [
  'workflow_unknown',
  'payload_invalid',
  'channel_unsupported',
  'schedule_invalid',
  'webhook_unknown',
] as const;
const byServer = { handler: 'schedules/schedules', caller: 'server', tenants: 'own' } as const;

/** What is published again and again. */
export const scheduleRoutes = {
  createSchedule: {
    method: 'POST',
    path: '/v1/schedules',
    ...byServer,
    summary:
      'Publish a workflow at the times of a cron, or every so often; the same body again answers the schedule as it stands',
    body: NewSchedule,
    answers: { 200: ScheduleAnswer },
    problems: [...bodyProblems, ...contentProblems, 'schedule_exists'],
  },
  listSchedules: {
    method: 'GET',
    path: '/v1/schedules',
    ...byServer,
    summary: 'The schedules by id, each with its next ten times',
    query: ScheduleQuery,
    answers: { 200: SchedulePage },
    problems: ['query_invalid', 'cursor_invalid'],
  },
  readSchedule: {
    method: 'GET',
    path: '/v1/schedules/{id}',
    ...byServer,
    summary: 'A schedule, its next ten times, and its last runs with their requests',
    params: ofSchedule,
    answers: { 200: ScheduleStory },
    problems: ['not_found'],
  },
  changeSchedule: {
    method: 'PATCH',
    path: '/v1/schedules/{id}',
    ...byServer,
    summary: 'Pause a schedule, resume it, or change what it publishes, to whom and when',
    params: ofSchedule,
    body: ScheduleChange,
    answers: { 200: ScheduleAnswer },
    problems: [...bodyProblems, ...contentProblems, 'recipients_refused', 'schedule_live', 'not_found'],
  },
  deleteSchedule: {
    method: 'DELETE',
    path: '/v1/schedules/{id}',
    ...byServer,
    summary: 'Remove a schedule; what it has published stays',
    params: ofSchedule,
    answers: { 204: true },
    problems: ['schedule_live', 'not_found'],
  },
  runSchedule: {
    method: 'POST',
    path: '/v1/schedules/{id}/run',
    ...byServer,
    summary: 'Run a schedule now, paused or not; its own times stay as they are, and a run by a test key is a test',
    params: ofSchedule,
    answers: { 202: StartedRun },
    problems: ['not_found', 'idempotency_key_invalid', 'idempotency_key_in_use', 'idempotency_key_reused'],
    idempotent: true,
  },
} as const satisfies Routes;
