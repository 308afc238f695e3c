import { channelNames, channelOf, channelsWith } from '../../../contract/channels/channels.ts';
import { copyOn, fieldOf } from '../../channels/rules/behaviours.ts';
import { experimentFaults } from '../../experiments/rules/experiment-faults.ts';
import { chainFaults } from './chain-faults.ts';
import { copyFunctions } from './definition.ts';
import type { Fault } from './fault.ts';
import type { Workflow } from './workflow.ts';

const optional = channelNames()
  .map((channel) => ({ ...channelOf(channel), ...copyOn(channel), channel }))
  .filter(({ isOptional }) => isOptional);

/** What is wrong with fields that are right each by itself: what one of them says, another takes back or has nothing for. */
export function conflictsIn(workflow: Workflow): Fault[] {
  return [
    ...translationConflicts(workflow),
    ...requiredConflicts(workflow),
    ...batchConflicts(workflow),
    ...verifiedConflicts(workflow),
    ...escalationConflicts(workflow),
    ...chainFaults(workflow),
    ...experimentFaults(workflow, Object.keys(copyFunctions)),
    ...copyConflicts(workflow),
  ];
}

function translationConflicts(workflow: Workflow): Fault[] {
  return Object.entries(workflow.translations ?? {}).flatMap(([tag, translation]) =>
    optional
      .filter(({ field }) => (fieldOf(translation, field) === undefined) !== (fieldOf(workflow, field) === undefined))
      .map(({ field }) => ({ path: ['translations', tag, field], message: 'must be there in each language or in none' })),
  );
}

function requiredConflicts(workflow: Workflow): Fault[] {
  const message = 'is set, but the workflow is required: it goes at once, to all';
  const set = (['optIn', 'digest'] as const).filter((field) => workflow[field] !== undefined);
  return workflow.required ? set.map((field) => ({ path: [field], message })) : [];
}

function batchConflicts({ batch, payload, chain, escalate, channels }: Workflow): Fault[] {
  const faults: Fault[] = [];
  const by = batch?.by;
  if (typeof by === 'string' && !(by in payload.shape))
    faults.push({ path: ['batch', 'by'], message: 'is no field of the payload' });
  const gathering = batch?.channels ?? [];
  if (gathering.length > 0 && (chain ?? escalate) !== undefined)
    faults.push({
      path: ['batch', 'channels'],
      message: 'is set, but the channels wait for one another: then a batch gathers on all of them',
    });
  const other = gathering.find((channel) => channels?.includes(channel) === false);
  if (other !== undefined) faults.push({ path: ['batch', 'channels'], message: `has "${other}", which is none of the channels` });
  return faults;
}

function verifiedConflicts({ to, digest }: Workflow): Fault[] {
  if (to !== 'verified' || digest === undefined || digest === 'immediate') return [];
  const message = 'is set, but a digest goes to the primary address: what goes to verified ones goes at once';
  return [{ path: ['digest'], message }];
}

function escalationConflicts({ escalate, channels }: Workflow): Fault[] {
  if (channels === undefined) return [];
  return channelsWith('isEscalation')
    .filter((channel) => escalate?.[channel] !== undefined)
    .filter((channel) => !channels.includes('inbox') || !channels.includes(channel))
    .map((channel) => ({
      path: ['escalate', channel],
      message: `needs the inbox and "${channel}" among the channels: it waits for the one before it uses the other`,
    }));
}

/** What is set of a channel that the workflow writes nothing for. */
function copyConflicts(workflow: Workflow): Fault[] {
  const { escalate = {}, when = {}, channels, chain } = workflow;
  const unwritten = optional.filter(({ field, standIn }) => fieldOf(workflow, field) === undefined && standIn === undefined);
  return unwritten.flatMap(({ channel, field, settings = {}, words }) => {
    const message = `is set, but there is no ${words.copy}`;
    const isListed = channels?.includes(channel) || chain?.some((step) => step.channel === channel);
    return [
      ...(fieldOf(escalate, channel) === undefined ? [] : [{ path: ['escalate', channel], message }]),
      ...(fieldOf(when, channel) === undefined ? [] : [{ path: ['when', channel], message }]),
      ...(isListed ? [{ path: [field], message: 'the channel is listed, but there is no text for it' }] : []),
      ...Object.keys(settings)
        .filter((path) => fieldOf(workflow, path) !== undefined)
        .map((path) => ({ path: [path], message })),
    ];
  });
}
