import type { Routes } from '../http/route.ts';
import { Health, SchedulesHealth } from './health.ts';
import { PausedWork } from './paused-work.ts';
import { StuckWork } from './stuck-work.ts';

/** Whether the system is well. */
export const healthRoutes = {
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    handler: 'operations/health',
    caller: 'anyone',
    summary: 'Whether the API answers',
    answers: { 200: Health },
    problems: [],
  },
  readSchedules: {
    method: 'GET',
    path: '/v1/health/schedules',
    handler: 'operations/health',
    caller: 'server',
    summary: 'The scheduled jobs with their last run, last success and next run; 503 when one is overdue',
    answers: { 200: SchedulesHealth, 503: SchedulesHealth },
    problems: [],
  },
  readStuckWork: {
    method: 'GET',
    path: '/v1/health/stuck',
    handler: 'operations/health',
    caller: 'server',
    summary: 'What was held beyond its time, claimed and never ended, or is a digest that is open after its time',
    answers: { 200: StuckWork },
    problems: [],
  },
  readPausedWork: {
    method: 'GET',
    path: '/v1/health/paused',
    handler: 'operations/health',
    caller: 'server',
    summary: 'The queues and workflows that are paused, and why',
    answers: { 200: PausedWork },
    problems: [],
  },
} as const satisfies Routes;
