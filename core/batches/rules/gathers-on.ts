import type { Channel } from '../../../contract/values.ts';
import { chooseChannels } from '../../planning/rules/choose-channels.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** Whether a workflow's batch gathers what goes on a channel: on every one, unless it names some. What goes on the others goes by itself. */
export function gathersOn({ batch }: Pick<Workflow, 'batch'>, channel: Channel): boolean {
  return batch?.channels?.includes(channel) ?? batch !== undefined;
}

/** Whether what a batch tells of has gone by itself as well, on channels that are not gathered. */
export function isToldBesides(workflow: Workflow, overrides: Parameters<typeof chooseChannels>[1]): boolean {
  return (
    workflow.batch !== undefined && chooseChannels(workflow, overrides).channels.some((channel) => !gathersOn(workflow, channel))
  );
}
