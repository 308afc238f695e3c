import type { Reason } from '../../../contract/values.ts';
import type { RandomPublish } from '../publishing/any-publish.ts';
import type { Story } from './carry-out.ts';
import type { Sent } from './note-sends.ts';

/** What came about, in the words that a property has to meet: of decisions, of messages and of sends. */
export function wordsOf(run: RandomPublish, { decisions, messages }: Story, own: readonly Sent[]): string[] {
  const decided = [...decisions.values()].flat();
  const bounced = messages.some(({ channel, status }) => channel === 'email' && status === 'bounced');
  const words = [
    ...decided.flatMap(({ decision, reason, held_for }) => [decision, reason, held_for]),
    ...messages.map(({ reason }) => (reason === 'already_read' ? 'read before' : reason)),
    decided.some(({ held_for }) => held_for === 'batch') && own.length > 0 && 'a batch that was sent',
    decided.some(({ because }) => because.includes('the verified address')) && own.length > 0 && 'to a verified address',
    decided.some(({ reason }) => reason === 'batched') &&
      messages.some(({ status }) => status === 'delivered') &&
      'gathered on some channels',
    bounced && 'bounced',
    bounced &&
      own.some((each) => each.channel === 'sms' && each.sentAt > (firstOn('email', own)?.sentAt ?? each.sentAt)) &&
      'an SMS after a bounce',
    waitedInVain(messages, own, 'already_read') && 'a push message that was read while it waited',
    waitedInVain(messages, own, 'preference_opted_out') && 'a push message that was opted out of while it waited',
    ...own.map(({ channel, outcome }) => `${channel}: ${outcome}`),
    ...messages.flatMap(({ channel, status, reason }) => (reason ? [`${channel}: ${reason}`] : [`${channel} is ${status}`])),
    ...(['push', 'chat'] as const).map((channel) => {
      const asked = own.filter((each) => each.channel === channel);
      const took = new Set(asked.filter(({ outcome }) => outcome === 'sent').map(({ to }) => to));
      return took.size > 1 ? `${channel} at two addresses` : took.size > 0 && asked.length > 1 && `${channel} at one of two`;
    }),
    ...wordsOfChain(run, messages, own),
  ];
  return words.filter((word) => typeof word === 'string');
}

/** What came about of the chain that ends with an SMS for what is urgent. */
function wordsOfChain({ workflow }: RandomPublish, messages: Story['messages'], own: readonly Sent[]) {
  if (workflow.chain === undefined || workflow.chain.at(-1)?.priorities?.includes('urgent') !== true) return [];
  const [push, email, sms] = (['push', 'email', 'sms'] as const).map((channel) => firstOn(channel, own));
  const arrivedAt = messages.find(({ channel }) => channel === 'inbox')?.events.at(-1)?.at;
  const isAfter = (one: Sent | undefined, other: Sent | undefined) =>
    one !== undefined && other !== undefined && one.sentAt >= other.sentAt;
  return [
    push && arrivedAt && push.sentAt.getTime() - new Date(arrivedAt).getTime() === 600_000 && 'a push message after ten minutes',
    isAfter(email, push) && 'an e-mail after an undelivered push message',
    isAfter(sms, push) && isAfter(sms, email) && 'an SMS after both',
    messages.some(({ channel, reason }) => channel === 'sms' && reason === 'condition_not_met') &&
      'no SMS for what is not urgent',
  ];
}

/** Whether a device was to be asked again about a push message, and was not. */
function waitedInVain(messages: Story['messages'], own: readonly Sent[], why: Reason): boolean {
  return (
    messages.some(({ channel, reason }) => channel === 'push' && reason === why) && firstOn('push', own)?.outcome === 'not-now'
  );
}

function firstOn(channel: Sent['channel'], own: readonly Sent[]): Sent | undefined {
  return own.find((each) => each.channel === channel);
}
