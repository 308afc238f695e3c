import { dynamoRequests } from '../../../adapters/dynamodb/publishing/requests.ts';
import { dynamoScheduleRuns } from '../../../adapters/dynamodb/schedules/schedule-runs.ts';
import { dynamoSchedules } from '../../../adapters/dynamodb/schedules/schedules.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';
import { revisionOf } from '../../../core/schedules/rules/timer-of.ts';
import { runSchedule } from '../../../core/schedules/run-schedule.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { countRequests } from '../../bench/measure/count-requests.ts';
import { aSchedule } from '../../core/schedules/a-schedule.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../../dynamodb-emulator.ts';
import { world } from '../../world.ts';

let emulator: DynamodbEmulator;
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(() => emulator.stop());

test('a run writes three units and reads one, and half a one for its user, beside what it publishes', async () => {
  const here = world();
  const table = openTable(await emulator.makeTable(), { now: here.now, patience: unhurried });
  const schedules = dynamoSchedules(table);
  const users = dynamoUsers(table);
  const publish = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'First.' } };
  const { timing } = await schedules.add(aSchedule({ publish }));
  await users.upsert('ada', { email: 'ada@example.com' }, here.now());
  here.at('2030-03-16T09:00:10Z');
  const message = { version: 1, type: 'scheduled', scheduleId: 'morning', time: '2030-03-16T09:00:00Z' } as const;
  const scheduleRuns = dynamoScheduleRuns(table);
  const deps = { ...here, schedules, scheduleRuns, users, requests: dynamoRequests(table), workflows: workflowByKey };

  const run = () => runSchedule({ ...message, revision: revisionOf(timing) }, { ...deps, retentionDays: 30 });
  const first = await countRequests(table, run);
  const again = await countRequests(table, run);
  table.client.destroy();

  expect(here.ingest.sent).toHaveLength(1);
  expect(first).toEqual({ requests: 5, units: 4.5 });
  expect(again.units).toBeLessThanOrEqual(3);
});
