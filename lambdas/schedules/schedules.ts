// /v1/schedules → createSchedule, changeSchedule, startRun, … → schedules, EventBridge Scheduler, ingest queue
import { randomUUID } from 'node:crypto';
import { dynamoIdempotency } from '../../adapters/dynamodb/publishing/idempotency.ts';
import { dynamoScheduleRuns } from '../../adapters/dynamodb/schedules/schedule-runs.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules/schedules.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { findWebhook } from '../../adapters/dynamodb/webhooks/webhooks.ts';
import { schedulerTimers, timerSettings } from '../../adapters/scheduler/timers.ts';
import { sqsQueue } from '../../adapters/sqs/queue.ts';
import { scheduleRoutes } from '../../contract/schedules/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { findMoreFaults, findTimingFaults } from '../../core/schedules/find-more-faults.ts';
import { changeSchedule, createSchedule, deleteSchedule, listSchedules, readSchedule } from '../../core/schedules/schedules.ts';
import { startRun } from '../../core/schedules/start-run.ts';
import { withFileBuckets } from '../../core/workflows/rules/workflow-defaults.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { nothing, onHttp } from '../shell/on-http.ts';
import { toRequestAnswer } from '../shell/request-answer.ts';

const settings = readSettings('TABLE_NAME', 'INGEST_QUEUE_URL', 'ATTACHMENT_BUCKETS', ...timerSettings);
const table = openTable(settings.TABLE_NAME);
const deps = {
  schedules: dynamoSchedules(table),
  scheduleRuns: dynamoScheduleRuns(table),
  timers: schedulerTimers(settings),
  workflows: withFileBuckets(workflowByKey, settings.ATTACHMENT_BUCKETS),
  idempotency: dynamoIdempotency(table),
  webhooks: { find: (id: string) => findWebhook(table, id) },
  ingest: sqsQueue(settings.INGEST_QUEUE_URL),
  now: () => new Date(),
  newSeed: randomUUID,
};

export const handler = onHttp<'schedules/schedules'>(
  scheduleRoutes,
  {
    createSchedule: async ({ body, from: { apiKey, tenant } }) => ({
      body: await createSchedule({ body, test: apiKey.kind === 'test', tenant, boundTo: apiKey.tenant }, deps),
    }),
    listSchedules: async ({ query, from: { tenant } }) => ({ body: await listSchedules({ ...query, tenant }, deps) }),
    readSchedule: async ({ params: { id } }) => ({ body: await readSchedule(id, deps) }),
    changeSchedule: async ({ params: { id }, body, from: { apiKey } }) => ({
      body: await changeSchedule({ id, change: body, byTestKey: apiKey.kind === 'test', boundTo: apiKey.tenant }, deps),
    }),
    deleteSchedule: ({ params: { id }, from: { apiKey } }) =>
      deleteSchedule({ id, byTestKey: apiKey.kind === 'test' }, deps).then(nothing),
    runSchedule: async ({ params: { id }, from: { apiKey }, header }) =>
      toRequestAnswer(await startRun({ id, apiKey, keyHeader: header('Idempotency-Key') }, deps)),
  },
  {
    server: byApiKey(table),
    findMore: {
      createSchedule: (parts) => findMoreFaults(parts, deps.now(), deps.workflows),
      changeSchedule: (parts) => findTimingFaults(parts, deps.now()),
    },
  },
);
