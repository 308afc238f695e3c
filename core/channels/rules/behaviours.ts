import type { Channel } from '../../../contract/values.ts';
import type { Workflow, WorkflowCopy } from '../../workflows/rules/workflow.ts';
import { chat } from '../chat/rules/channel.ts';
import { email } from '../email/rules/channel.ts';
import { inbox } from '../inbox/rules/channel.ts';
import { push } from '../push/rules/channel.ts';
import { sms } from '../sms/rules/channel.ts';
import type { ChannelBehaviour, ChannelCopy } from './behaviour.ts';

/** Those of the built-in channels; what writes each is a function of a workflow's type. */
const builtIn: Readonly<Record<Channel, ChannelBehaviour & { copy: { field: keyof WorkflowCopy<unknown> } }>> = {
  inbox,
  email,
  sms,
  chat,
  push,
};
const registry = new Map<string, ChannelBehaviour>(Object.entries(builtIn));

/** Says what a channel does that was added by `addChannel`. Call it before workflows are defined. */
export function addChannelBehaviour(channel: Channel, behaviour: ChannelBehaviour): void {
  registry.set(channel, behaviour);
}

/** What a channel does. */
export function behaviourOf(channel: Channel): ChannelBehaviour {
  const behaviour = registry.get(channel);
  if (behaviour === undefined) throw new Error(`channel "${channel}" does nothing yet; say what by addChannelBehaviour`);
  return behaviour;
}

/** What a workflow gives for a channel. */
export function copyOn(channel: Channel): ChannelCopy {
  return behaviourOf(channel).copy;
}

/** Whether a workflow has something to say on a channel. */
export function hasCopy(workflow: Workflow, channel: Channel): boolean {
  const { isOptional, standIn, field } = copyOn(channel);
  return !isOptional || standIn !== undefined || fieldOf(workflow, field) !== undefined;
}

/** Whether a workflow writes for a channel by itself, and takes nothing that it writes for another. */
export function hasOwnCopy(workflow: Workflow, channel: Channel): boolean {
  const { field, standIn } = copyOn(channel);
  return standIn === undefined || fieldOf(workflow, field) !== undefined;
}

/** Whether the stage of a workflow has a channel off: `withDefaults` has written so into it, or what writes for the channel was left out of the function. */
export function isOff({ channelsOff }: Workflow, channel: Channel): boolean {
  const { write }: Partial<ChannelCopy> = copyOn(channel); // docs/decisions/0321
  return write === undefined || (channelsOff?.includes(channel) ?? false);
}

/** What a workflow or one of its translations has in a field that may be an added channel's. */
export function fieldOf(workflow: object, field: string): unknown {
  return (workflow as Readonly<Record<string, unknown>>)[field];
}
