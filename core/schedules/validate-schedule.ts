import { Refused } from '../errors.ts';
import { scheduleInvalid, together, validateContent } from '../publishing/validate-publish.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { Schedule } from './rules/schedule.ts';
import { timingFaults } from './rules/timer-of.ts';

/**
 * Checks all that can be checked of a schedule before it runs. Whom it goes to is seen at each run, as users come and go.
 * @throws Refused when any of it is wrong, with the places of all.
 */
export function validateSchedule(
  { publish, timing, paused }: Schedule,
  now: Date,
  { workflows }: { workflows: ReadonlyMap<string, Workflow> },
): void {
  const { workflow, data, priority, channels } = publish;
  const content = { workflow, data, priority, channels: channels && [...channels] };
  const places = timingFaults(timing, now);
  const faults = [...validateContent(content, workflows).faults, ...(places.length === 0 ? [] : [scheduleInvalid(places)])];
  if (publish.recipients?.length === 0 && !paused) faults.push(nobodyLeft());
  if (faults.length > 0) throw together(faults);
}

function nobodyLeft(): Refused {
  const places = [{ pointer: '/recipients', detail: 'must be given: whom it named was erased' }];
  return new Refused('recipients_refused', 'the schedule names nobody any more', { places });
}
