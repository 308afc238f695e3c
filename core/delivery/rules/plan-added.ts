import { channelOf } from '../../../contract/channels/channels.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { Channel, Priority } from '../../../contract/values.ts';
import type { PlannedUser } from '../../planning/rules/candidate.ts';
import { passesAlways } from '../../planning/rules/plan.ts';
import { quietUntil } from '../../planning/rules/quiet-hours.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { explainFallback } from './fallback.ts';

/** A channel that is added, in place of which one, and why that one did not reach the user. */
type Added = { channel: Channel; missed: Channel; why: string; user: PlannedUser; workflow: Workflow; priority: Priority };

/** Decides of a channel that is added in the place of another: it goes at once, unless a night that has begun since holds it. */
export function planAdded({ channel, missed, why, user, workflow, priority }: Added, at: Date): Explanation {
  const sent = explainFallback(channel, missed, `did not reach the user: ${why}`);
  const isHeld = channelOf(channel).isHeldAtNight && !passesAlways(priority, workflow);
  const until = isHeld ? quietUntil(at, user) : undefined;
  return until === undefined ? sent : { ...sent, decision: 'hold', held_for: 'quiet_hours', until: until.toISOString() };
}
