import type { Channel, Priority } from '../../../contract/values.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** The channels each priority uses when neither the publish nor the workflow names any. */
export const channelsByPriority: Readonly<Record<Priority, readonly Channel[]>> = {
  low: ['inbox'],
  normal: ['inbox', 'email'],
  high: ['inbox', 'email', 'sms'],
  urgent: ['inbox', 'email', 'sms'],
};

/** What the publish said over and above the workflow. */
export type Overrides = { priority?: Priority; channels?: readonly Channel[] };

/** Channels to try, and in words who chose them. */
export type Chosen = { channels: Channel[]; because: string };

/** The channels to try, and in words who chose them. Channels the workflow has no copy for are left out. */
export function chooseChannels(workflow: Workflow, overrides: Overrides): Chosen {
  const priority = overrides.priority ?? workflow.priority;
  const hasCopy = (channel: Channel) => channel !== 'sms' || workflow.sms !== undefined;

  if (overrides.channels !== undefined)
    return { channels: overrides.channels.filter(hasCopy), because: 'the publish named this channel' };
  if (workflow.channels !== undefined)
    return { channels: workflow.channels.filter(hasCopy), because: 'the workflow names this channel' };
  return { channels: channelsByPriority[priority].filter(hasCopy), because: `priority "${priority}" uses this channel` };
}
