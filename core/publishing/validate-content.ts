import { channelOf } from '../../contract/channels/channels.ts';
import type { ProblemPlace } from '../../contract/http/problems.ts';
import type { PublishRequest, SkippedChannel } from '../../contract/publishing/publish.ts';
import type { Channel } from '../../contract/values.ts';
import { hasCopy } from '../channels/rules/behaviours.ts';
import { Refused } from '../errors.ts';
import { parseOutside } from '../http/rules/problem-places.ts';
import { placesWithRefinements } from '../http/rules/refinement-places.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import { checkCopyFit } from '../workflows/rules/copy-fit.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { isDataShared } from './rules/own-data.ts';

/** What a request says, whenever it goes; of `recipients` only whether all have data of their own counts. */
export type Content = Pick<PublishRequest, 'workflow' | 'data' | 'priority' | 'channels' | 'recipients'>;

/** What is wrong with the workflow, the channels and the data of a request, and the channels that the data is too long for. */
export function validateContent(
  content: Content,
  workflows: ReadonlyMap<string, Workflow>,
): { workflow?: Workflow; faults: Refused[]; skipped: SkippedChannel[] } {
  const workflow = workflows.get(content.workflow);
  if (workflow === undefined) return { faults: [workflowUnknown(workflows)], skipped: [] };
  return { workflow, ...findFaults(content, workflow) };
}

/** What is wrong with the channels and the data, and the channels that it is too long for. */
function findFaults(request: Content, workflow: Workflow): { faults: Refused[]; skipped: SkippedChannel[] } {
  const faults = channelFaults(request.channels, workflow);
  if (!isDataShared(request.recipients)) return { faults, skipped: [] };
  const { places, skipped } = validateData(request, workflow);
  return { faults: [...faults, ...dataFaults(places, workflow)], skipped };
}

/** The channels that a workflow has nothing to say on. */
export function channelFaults(channels: readonly Channel[] = [], workflow: Workflow): Refused[] {
  return [...channels.entries()].flatMap(([index, channel]) => {
    if (hasCopy(workflow, channel)) return [];
    const { copy } = channelOf(channel).words;
    const place = { pointer: `/channels/${index}`, detail: `this workflow has no ${copy}` };
    return [new Refused('channel_unsupported', `workflow "${workflow.key}" has no ${copy}`, { places: [place] })];
  });
}

/** The refusal for data that a workflow does not take, if there is anything wrong with it. */
export function dataFaults(places: readonly ProblemPlace[], workflow: Workflow): Refused[] {
  if (places.length === 0) return [];
  return [new Refused('payload_invalid', `the data does not fit workflow "${workflow.key}"`, { places })];
}

/** What is wrong with data by itself, and the channels that it is too long for. */
export function validateData(request: Content, workflow: Workflow): { places: ProblemPlace[]; skipped: SkippedChannel[] } {
  const payload = parsePayload(request.data, workflow);
  if (!payload.success) return { places: payload.places, skipped: [] };
  const { faults, skipped } = checkCopyFit(workflow, payload.data, chooseChannels(workflow, request).channels);
  return { places: faults, skipped };
}

/** Data as a workflow takes it, or the places at which it is wrong. */
export function parsePayload(data: Content['data'], workflow: Workflow) {
  const { success, data: payload, error } = parseOutside(workflow.payload, data);
  if (success) return { success, data: payload };
  return { success, places: placesWithRefinements({ schema: workflow.payload, value: data, error }, '/data') };
}

/** The refusal for a workflow that is none. */
export function workflowUnknown(workflows: ReadonlyMap<string, Workflow>): Refused {
  const known = [...workflows.keys()].join(', ');
  return new Refused('workflow_unknown', `there is no workflow of that name; there are: ${known}`, {
    places: [{ pointer: '/workflow', detail: 'must be the key of a workflow' }],
  });
}
