import type { DryRunRequest } from '../../contract/dry-run/dry-run.ts';
import { gathersOn } from '../batches/rules/gathers-on.ts';
import { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import { findMoreFaults as findMoreOfPublish } from '../publishing/find-more-faults.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';

type Workflows = ReadonlyMap<string, Workflow>;

/** What else is wrong with a dry run of which some field has not the shape that it should: what is of a publish, and `batch_of`. */
export function findMoreFaults(parts: SoundFields<DryRunRequest>, at: Date, workflows: Workflows): Refused[] {
  const areChannelsKnown = !parts.wrong.has('channels') && !parts.wrong.has('priority');
  return [...findMoreOfPublish(parts, at, workflows), ...(areChannelsKnown ? findBatchFaults(parts.sound, workflows) : [])];
}

/** What is wrong with `batch_of`: it is for a workflow that gathers on a channel of this publish. One that is none is told by itself. */
export function findBatchFaults(
  { workflow: key = '', batch_of, priority, channels }: Partial<DryRunRequest>,
  workflows: Workflows,
): Refused[] {
  const workflow = workflows.get(key);
  if (batch_of === undefined || workflow === undefined) return [];
  const { channels: chosen } = chooseChannels(workflow, { ...(priority && { priority }), ...(channels && { channels }) });
  if (chosen.some((channel) => gathersOn(workflow, channel))) return [];
  const { batch } = workflow;
  const none = batch === undefined ? 'has none' : `gathers on ${batch.channels?.join(', ')} alone`;
  const detail = `is for a workflow with a batch, and "${key}" ${none}`;
  return [new Refused('body_invalid', `batch_of ${detail}`, { places: [{ pointer: '/batch_of', detail }] })];
}
