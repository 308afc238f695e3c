import type { Explanation, HeldFor } from '../../../contract/publishing/notifications.ts';
import type { Channel, Priority, Reason } from '../../../contract/values.ts';
import type { Choices, Reachable } from '../../preferences/rules/preferences.ts';
import type { CopyFit } from '../../workflows/rules/copy-fit.ts';
import type { StepAnswers } from '../../workflows/rules/steps.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import type { Overrides } from './choose-channels.ts';
import type { FrequencyCaps } from './frequency-cap.ts';
import type { WorkflowPause } from './hold-while-paused.ts';

/** A user as far as it matters whether, when and how something may reach them. */
export type PlannedUser = Reachable & Pick<Choices, 'quietHours' | 'timezone'>;

/** The times that a publish gave: nothing goes before the one, or from the other on. */
export type Times = { sendAt?: Date; expiresAt?: Date };

/** Where another channel of a notification stands: it has missed its user or was skipped, or it goes or went at an instant. */
export type OtherChannel = { hasMissed: true } | { hasMissed: false; since: Date };

/**
 * What was held: `channels` are decided again, `inbox` is there if the item has arrived, `missed` are the channels that did not
 * reach the user, and `others` says where those stand that are not decided again.
 */
export type HeldChannels = {
  channels: readonly Channel[];
  inbox?: { arrivedAt: Date; isRead: boolean };
  missed?: readonly Channel[];
  others?: Readonly<Partial<Record<Channel, OtherChannel>>>;
};

/** What is planned: a notification that is new, or some channels of one that was held until now. */
export type Plannable = {
  workflow: Workflow;
  user: PlannedUser;
  overrides: Overrides & Times;
  /** Absent: all of it is new. */
  held?: HeldChannels;
  /** The channels whose address may not be sent to; what goes only if they fail counts them as failed. */
  refused?: readonly Channel[];
  /** The user's frequency caps; absent: as much as there is. */
  frequencyCaps?: FrequencyCaps | undefined;
  /** How what the workflow says fits each channel; what is not there fits. */
  fit?: CopyFit;
  /** What the workflow's own functions answer; absent: it has none. */
  steps?: StepAnswers | undefined;
  /** That the owner has paused the workflow; absent: it goes. */
  paused?: WorkflowPause | undefined;
};

/**
 * All that one channel is planned by. `why` begins with who chose it, and collects what spoke for it. `others` are the channels
 * that are decided already.
 */
export type Candidate = Plannable & {
  channel: Channel;
  priority: Priority;
  inInbox: boolean;
  others: Readonly<Partial<Record<Channel, OtherChannel>>>;
  why: string;
  at: Date;
};

/** Says that it does not go, and why. */
export function skip({ channel, why }: Pick<Candidate, 'channel' | 'why'>, reason: Reason, because: string): Explanation {
  return { channel, decision: 'skip', reason, because: `${why}, ${because}` };
}

/** Holds it. What would be held until it has expired, or longer, has expired now. */
export function hold(
  candidate: Candidate,
  { heldFor, until, because }: { heldFor: HeldFor; until: Date; because: string },
): Explanation {
  const { channel, why, overrides } = candidate;
  if (overrides.expiresAt !== undefined && overrides.expiresAt <= until)
    return skip(candidate, 'expired', `${because}, and expires before`);
  return { channel, decision: 'hold', held_for: heldFor, until: until.toISOString(), because: `${why}, ${because}` };
}
