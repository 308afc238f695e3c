import type { Explanation } from '../../contract/notifications.ts';
import type { Channel, Priority } from '../../contract/values.ts';
import { isOptedOut, type Reachable } from './preferences.ts';
import type { Workflow } from './workflow.ts';

/** The channels each priority uses when neither the publish nor the workflow names any. */
export const channelsByPriority: Readonly<Record<Priority, readonly Channel[]>> = {
  low: ['inbox'],
  normal: ['inbox', 'email'],
  high: ['inbox', 'email', 'sms'],
  urgent: ['inbox', 'email', 'sms'],
};

/** What the publish said over and above the workflow. */
export type Wishes = { priority?: Priority; channels?: readonly Channel[] };

/** The channels to try, and in words who chose them. Channels the workflow has no copy for are left out. */
export function chooseChannels(workflow: Workflow, wishes: Wishes): { channels: Channel[]; because: string } {
  const priority = wishes.priority ?? workflow.priority;
  const hasCopy = (channel: Channel) => channel !== 'sms' || workflow.sms !== undefined;

  if (wishes.channels !== undefined)
    return { channels: wishes.channels.filter(hasCopy), because: 'the publish named this channel' };
  if (workflow.channels !== undefined)
    return { channels: workflow.channels.filter(hasCopy), because: 'the workflow names this channel' };
  return { channels: channelsByPriority[priority].filter(hasCopy), because: `priority "${priority}" uses this channel` };
}

/**
 * What happens on each channel, with the reason: the one place that decides it.
 * Every chosen channel gets exactly one explanation.
 */
export function planChannels(workflow: Workflow, user: Reachable, wishes: Wishes): Explanation[] {
  const { channels, because } = chooseChannels(workflow, wishes);

  return channels.map((channel) => {
    if (addressOn(channel, user) === undefined) {
      return {
        channel,
        decision: 'skip',
        reason: 'no_address',
        because: `${because}, but the user has no ${addressKind(channel)}`,
      };
    }
    if (!isOptedOut(user, workflow.category, channel)) return { channel, decision: 'send', because };

    const optedOut = `the user has opted out of ${namesOfMany[channel]} in the category "${workflow.category}"`;
    if (workflow.required) {
      return { channel, decision: 'send', because: `${because}; ${optedOut}, but the workflow is required` };
    }
    return { channel, decision: 'skip', reason: 'preference_opted_out', because: `${because}, but ${optedOut}` };
  });
}

/** Where a user is reached on a channel; the inbox is always there. */
export function addressOn(channel: Channel, user: Reachable): string | undefined {
  switch (channel) {
    case 'inbox':
      return 'inbox';
    case 'email':
      return user.email;
    case 'sms':
      return user.phone;
    default:
      return channel satisfies never;
  }
}

const namesOfMany: Readonly<Record<Channel, string>> = { inbox: 'inbox items', email: 'e-mails', sms: 'SMS' };

function addressKind(channel: Channel): string {
  return channel === 'sms' ? 'phone number' : 'e-mail address';
}
