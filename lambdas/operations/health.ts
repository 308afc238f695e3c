// GET /v1/health, /v1/health/schedules → readSchedules → job runs; /v1/health/stuck → readStuckWork; /v1/health/paused → listPaused; and whatever no route takes → 404 or 405
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { dynamoJobs } from '../../adapters/dynamodb/operations/jobs.ts';
import { dynamoUnfinishedWork } from '../../adapters/dynamodb/operations/unfinished-work.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { healthRoutes } from '../../contract/operations/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { listPaused } from '../../core/delivery/list-paused.ts';
import { readStuckWork } from '../../core/operations/find-stuck-work.ts';
import { readSchedules } from '../../core/operations/read-schedules.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { asAnyone } from '../shell/http-identity.ts';
import { onHttp } from '../shell/on-http.ts';
import { refuseStray } from '../shell/stray-call.ts';

const settings = readSettings('STAGE', 'TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  jobs: dynamoJobs(table),
  unfinishedWork: dynamoUnfinishedWork(table),
  digests: dynamoDigests(table),
  pauses: dynamoPauses(table),
  workflowPauses: dynamoWorkflowPauses(table),
  now: () => new Date(),
};

export const handler = onHttp<'operations/health'>(
  healthRoutes,
  {
    readHealth: async () => ({ body: { status: 'ok', stage: settings.STAGE } }),
    readSchedules: () => readSchedules(deps),
    readPausedWork: async () => ({ body: { data: await listPaused(deps) } }),
    readStuckWork: async () => ({ body: await readStuckWork(deps) }),
  },
  { anyone: asAnyone, server: byApiKey(table), stray: refuseStray },
);
