import { channelNames, channelOf } from '../../../contract/channels/channels.ts';
import type { Channel, Priority } from '../../../contract/values.ts';
import { hasCopy, isOff } from '../../channels/rules/behaviours.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** What the publish said over and above the workflow; and whether it is for a topic's room. */
export type Overrides = { priority?: Priority; channels?: readonly Channel[]; isRoom?: boolean };

/** Channels to try, and in words who chose them. */
export type Chosen = { channels: Channel[]; because: string };

/**
 * Chooses the channels to try, and says in words who chose them. Channels that the workflow has no copy for are left out; where
 * nobody named any, so are those that the stage has off.
 */
export function chooseChannels(workflow: Workflow, overrides: Overrides): Chosen {
  const priority = overrides.priority ?? workflow.priority;
  const written = (channels: readonly Channel[]) => channels.filter((channel) => hasCopy(workflow, channel));

  if (overrides.isRoom) return { channels: written(['chat']), because: 'the topic has a room' };
  if (overrides.channels !== undefined)
    return { channels: written(overrides.channels), because: 'the publish named this channel' };
  if (workflow.chain !== undefined)
    return {
      channels: written(workflow.chain.map(({ channel }) => channel)),
      because: "the workflow's chain names this channel",
    };
  if (workflow.channels !== undefined)
    return { channels: written(workflow.channels), because: 'the workflow names this channel' };
  const usual = channelNames().filter((channel) => channelOf(channel).priorities.includes(priority) && !isOff(workflow, channel));
  return { channels: written(usual), because: `priority "${priority}" uses this channel` };
}
