import { readSchedules } from '../../../../core/operations/read-schedules.ts';
import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';

/** Whether every scheduled job runs when it should. */
export const schedules: Check = {
  name: 'schedules',
  why: 'Held notifications, digests and the nightly clean-up go out by them.',
  async run({ table, now }) {
    const { data } = (await readSchedules({ jobs: (await table()).jobs, now })).body;
    const overdue = data.filter((job) => job.overdue);
    if (overdue.length > 0)
      return wrong(
        `Overdue: ${overdue.map(({ name, last_succeeded_at: at }) => `${name} (last success ${at ?? 'never'})`).join(', ')}.`,
        'docs/runbook.md#missed-jobs says what to do.',
      );
    const never = data.filter(({ last_succeeded_at: at }) => at === undefined).map(({ name }) => name);
    if (never.length === data.length) return notYet('No job has run yet.', 'Run this again in five minutes.');
    return ok(never.length === 0 ? 'All on time.' : `On time; not due yet: ${never.join(', ')}.`);
  },
};
