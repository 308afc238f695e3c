import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import type { Channel } from '../../contract/values.ts';

/** The workflow that a sample or a test is made of: the one called `message`, else the first that has copy for the channel. */
export function sampleWorkflow(workflows: readonly WorkflowAnswer[], channel: Channel = 'inbox'): WorkflowAnswer | undefined {
  const fitting = workflows.filter(({ channels }) => channels.includes(channel));
  return fitting.find(({ key }) => key === 'message') ?? fitting[0];
}
