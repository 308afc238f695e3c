import type { Explanation } from '../../../contract/publishing/notifications.ts';
import { shortFingerprint } from '../../publishing/rules/fingerprint.ts';
import { minutesInWords } from '../../time/rules/minutes-in-words.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import type { Plannable } from './candidate.ts';
import { chooseChannels } from './choose-channels.ts';
import type { CapWindow } from './frequency-cap.ts';

const minuteMs = 60_000;
const mark = 'throttle:';

/**
 * Finds the window of the workflow's throttle that a new notification counts in: that of the instant at which it would begin to
 * go, as nothing is counted again when its hold ends. Windows follow one another from 1970 on. Answers nothing for a test, a
 * room, and a workflow without a throttle.
 */
export function throttleWindowOf(
  { workflow, steps, test, overrides: { sendAt, isRoom } }: ToThrottle,
  at: Date,
): CapWindow | undefined {
  const { throttle, key } = workflow;
  if (throttle === undefined || steps?.throttleKey === undefined || test || isRoom) return undefined;
  const windowMs = throttle.minutes * minuteMs;
  const goesAt = Math.max(at.getTime(), sendAt?.getTime() ?? 0, steps.delayedUntil?.getTime() ?? 0);
  const start = Math.floor(goesAt / windowMs) * windowMs;
  const window = `${mark}${key}#${shortFingerprint(steps.throttleKey)}#${new Date(start).toISOString()}`;
  return { window, most: throttle.most, keptUntil: new Date(start + windowMs) };
}

type ToThrottle = Pick<Plannable, 'workflow' | 'steps' | 'overrides'> & { test: boolean };

/** Skips a notification on every channel, since its window is full. */
export function skipThrottled({ workflow, overrides }: Pick<Plannable, 'workflow' | 'overrides'>): Explanation[] {
  const { channels, because } = chooseChannels(workflow, overrides);
  const why = `${because}, but the user has had ${describeThrottle(workflow)} already`;
  return channels.map((channel) => ({ channel, decision: 'skip', reason: 'throttled', because: why }));
}

function describeThrottle({ throttle }: Workflow): string {
  if (throttle === undefined) return 'enough';
  const { most, minutes, key } = throttle;
  return `${most} of this workflow${key === undefined ? '' : ' and key'} in this window of ${minutesInWords(minutes)}`;
}

/** Reads the window of a throttle; nothing when it is one of a frequency cap. */
export function parseThrottleWindow(window: string): { workflow: string; since: string } | undefined {
  if (!window.startsWith(mark)) return undefined;
  const [workflow = '', , since = ''] = window.slice(mark.length).split('#');
  return { workflow, since };
}
