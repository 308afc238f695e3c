import { callbackOfTopic, hasNoCallbackOfTopic } from '../../contract/webhooks/callbacks.ts';
import { Refused, together } from '../errors.ts';
import { validateContent } from '../publishing/validate-content.ts';
import { scheduleInvalid } from '../publishing/validate-publish.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { Schedule, ScheduledPublish } from './rules/schedule.ts';
import { timingFaults } from './rules/timing-faults.ts';

/**
 * Checks all that can be checked of a schedule before it runs. Whom it goes to is seen at each run, as users come and go. Of one that
 * `was` there, what stays as it was is not looked at unless it is resumed: its workflow may be gone, and it can be paused all the same.
 * @throws Refused when any of it is wrong, or something was found already (`faults`), with the places of all.
 */
export function validateSchedule(
  { publish, timing, paused }: Schedule,
  now: Date,
  {
    workflows,
    was,
    faults: found = [],
  }: { workflows: ReadonlyMap<string, Workflow>; was?: Schedule; faults?: readonly Refused[] },
): void {
  const before = was?.paused && !paused ? undefined : was;
  const content = contentOf(publish);
  const isSameContent = before !== undefined && JSON.stringify(contentOf(before.publish)) === JSON.stringify(content);
  const places = timing === before?.timing ? [] : timingFaults(timing, now);
  const faults = isSameContent ? [] : [...validateContent(content, workflows).faults];
  if (places.length > 0) faults.push(scheduleInvalid(places));
  if (publish.recipients?.length === 0 && !paused) faults.push(nobodyLeft());
  if (!hasNoCallbackOfTopic(publish)) faults.push(calledForEach());
  faults.push(...found);
  if (faults.length > 0) throw together(faults);
}

function contentOf({ workflow, data, priority, channels }: ScheduledPublish) {
  return { workflow, data, priority, channels: channels && [...channels] };
}

function nobodyLeft(): Refused {
  const places = [{ pointer: '/recipients', detail: 'must be given: whom it named was erased' }];
  return new Refused('recipients_refused', 'the schedule names nobody any more', { places });
}

function calledForEach(): Refused {
  const places = [{ pointer: '/callback', detail: callbackOfTopic.error }];
  return new Refused('body_invalid', `callback ${callbackOfTopic.error}`, { places });
}
