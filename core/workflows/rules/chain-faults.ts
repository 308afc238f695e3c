import { channelOf, isSent } from '../../../contract/channels/channels.ts';
import type { Fault } from './fault.ts';
import type { Workflow } from './workflow.ts';

/** What is wrong with a chain that its schema does not see: what it is beside, what comes twice, and terms that nothing before them can meet. */
export function chainFaults({ chain, channels, escalate }: Pick<Workflow, 'chain' | 'channels' | 'escalate'>): Fault[] {
  if (chain === undefined) return [];
  const beside = Object.entries({ channels, escalate }).filter(([, value]) => value !== undefined);
  const faults: Fault[] = beside.map(([field]) => ({
    path: [field],
    message: 'is set beside a chain, which says it in its place',
  }));
  for (const [index, { channel, unreadAfterMinutes, undelivered }] of chain.entries()) {
    const before = chain.slice(0, index).map((step) => step.channel);
    const add = (field: string, message: string) => faults.push({ path: ['chain', index, field], message });
    const { many, title } = channelOf(channel).words;
    if (before.includes(channel)) add('channel', 'is in the chain twice');
    if (!isSent(channel) && (unreadAfterMinutes ?? undelivered) !== undefined)
      add('channel', `${title} waits for nothing: ${many} have arrived as soon as they are there`);
    else if (unreadAfterMinutes !== undefined && !before.includes('inbox'))
      add('unreadAfterMinutes', 'needs the inbox before it in the chain: that is what is read');
    else if (undelivered && !before.some(isSent)) add('undelivered', 'needs a channel before it in the chain that can fail');
  }
  return faults;
}
