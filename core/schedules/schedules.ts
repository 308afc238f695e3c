import {
  type NewSchedule,
  type ScheduleAnswer,
  type ScheduleChange,
  type SchedulePage,
  type ScheduleQuery,
  type ScheduleStory,
  shownRuns,
} from '../../contract/schedules/schedules.ts';
import { Refused, RetryableError } from '../errors.ts';
import { hashesOf, isSameRequest } from '../publishing/rules/request-hashes.ts';
import { beginningOf, type Tenant } from '../tenants/rules/owned.ts';
import type { Now } from '../time/ports/clock.ts';
import { findCallbackFaults } from '../webhooks/find-callback-faults.ts';
import type { Webhooks } from '../webhooks/ports/webhooks.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { ScheduleRuns, Schedules } from './ports/schedules.ts';
import type { Timers } from './ports/timers.ts';
import { changeOf, justAfter, newSchedule } from './rules/change-schedule.ts';
import type { Schedule } from './rules/schedule.ts';
import { setTimer } from './set-timer.ts';
import { toScheduleAnswer, toScheduleRun } from './to-schedule-answer.ts';
import { validateSchedule } from './validate-schedule.ts';

type ReadDeps = { schedules: Schedules; now: Now };
type RemoveDeps = ReadDeps & { timers: Timers };
type WriteDeps = RemoveDeps & { workflows: ReadonlyMap<string, Workflow>; webhooks: Pick<Webhooks, 'find'> };

/** How often a change is made anew because somebody else changed the schedule meanwhile. */
const mostTries = 3;

/**
 * Makes a schedule: first in the table, which counts, then its timer. The same body again changes nothing, sets the timer if it is
 * missing, and answers the schedule as it stands by now.
 * @throws Refused when it is wrong, or `schedule_exists` when the id has another body. RetryableError when the timer could not be set.
 */
export async function createSchedule(
  { body, test, tenant, boundTo }: { body: NewSchedule; test: boolean; tenant?: Tenant; boundTo?: Tenant },
  deps: WriteDeps,
): Promise<ScheduleAnswer> {
  const now = deps.now();
  const hashes = hashesOf([body, test]);
  const schedule = newSchedule(body, { test, hashes, tenant, now });
  validateSchedule(schedule, now, { ...deps, faults: await findCallbackFaults(body, { ...deps, boundTo }) });

  const stands = await deps.schedules.add(schedule);
  if (!isSameRequest({ ...stands, requestHash: stands.bodyHash }, hashes))
    throw new Refused(
      'schedule_exists',
      `schedule "${stands.id}" was made with another body; change it with PATCH, or take another id`,
    );
  await setTimer(stands.id, deps).catch(async (error) => {
    if (error instanceof Refused) await deps.schedules.remove(stands.id); // it would never run
    throw error;
  });
  return toScheduleAnswer(stands, now);
}

/**
 * Lists a page of the schedules, or of a tenant's, by id.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list.
 */
export async function listSchedules(
  { limit, cursor, tenant }: ScheduleQuery & { tenant?: Tenant },
  { schedules, now }: ReadDeps,
): Promise<SchedulePage> {
  const page = await schedules.list({ beginning: beginningOf(tenant), limit, after: cursor });
  return { data: page.schedules.map((schedule) => toScheduleAnswer(schedule, now())), next_cursor: page.next };
}

/**
 * Reads a schedule with its next times and its last runs.
 * @throws Refused `not_found`.
 */
export async function readSchedule(
  id: string,
  { schedules, scheduleRuns, now }: ReadDeps & { scheduleRuns: Pick<ScheduleRuns, 'list'> },
): Promise<ScheduleStory> {
  const [schedule, runs] = await Promise.all([schedules.find(id), scheduleRuns.list(id, shownRuns)]);
  if (schedule === undefined) throw notFound(id);
  const own = runs.filter(({ ranAt }) => ranAt >= schedule.createdAt); // those before are of one that was removed, with the same id
  return { ...toScheduleAnswer(schedule, now()), history: own.map(toScheduleRun) };
}

/**
 * Changes a schedule, pauses or resumes it.
 * @throws Refused `not_found`, `schedule_live` for a test key, or when what it would be is wrong. RetryableError when the timer could not be set.
 */
export async function changeSchedule(
  { id, change, byTestKey, boundTo }: { id: string; change: ScheduleChange; byTestKey: boolean; boundTo?: Tenant },
  deps: WriteDeps,
): Promise<ScheduleAnswer> {
  const faults = await findCallbackFaults(change, { ...deps, boundTo });
  for (let tries = 0; tries < mostTries; tries += 1) {
    const was = await deps.schedules.find(id);
    if (was === undefined) throw notFound(id);
    if (byTestKey) mustBeTest(was);

    const now = deps.now();
    const schedule = changeOf(was, change, now);
    validateSchedule(schedule, now, { ...deps, was, faults });
    if (!(await deps.schedules.replace(schedule, was.updatedAt))) continue;
    await setTimer(id, deps).catch(async (error) => {
      if (error instanceof Refused)
        await deps.schedules.replace({ ...was, updatedAt: justAfter(schedule.updatedAt, now) }, schedule.updatedAt);
      throw error;
    });
    return toScheduleAnswer(schedule, now);
  }
  throw new RetryableError(`schedule "${id}" is being changed by others; ask again`);
}

/**
 * Removes a schedule: first from the table, so that nothing of it runs any more, then its timer.
 * @throws Refused `schedule_live` for a test key, `not_found` when there was neither. RetryableError when the timer could not be removed.
 */
export async function deleteSchedule({ id, byTestKey }: { id: string; byTestKey: boolean }, deps: RemoveDeps): Promise<void> {
  const was = byTestKey ? await deps.schedules.find(id) : undefined;
  if (was !== undefined) mustBeTest(was);
  const wasKept = await deps.schedules.remove(id);
  const { removed } = await setTimer(id, deps);
  if (!wasKept && !removed) throw notFound(id);
}

/** A test key sends nothing, so it has no say in what a live schedule sends. */
function mustBeTest({ id, test }: Schedule): void {
  if (!test) throw new Refused('schedule_live', `schedule "${id}" was made by a live key; change it with one`);
}

/** What is thrown for a schedule that there is not. */
export function notFound(id: string): Refused {
  return new Refused('not_found', `there is no schedule "${id}"`);
}
