import type { Channel } from '../../contract/values.ts';
import type { ListedWorkflow } from './check-workflows.ts';

/** The workflow that a sample or a test is made of: the one called `message`, else the first that has copy for the channel. */
export function sampleWorkflow(workflows: readonly ListedWorkflow[], channel: Channel = 'inbox'): ListedWorkflow | undefined {
  const fitting = workflows.filter(({ channels }) => channels.includes(channel));
  return fitting.find(({ key }) => key === 'message') ?? fitting[0];
}
