import fc from 'fast-check';
import type { Channel } from '../../../contract/values.ts';
import type { ChainStep } from '../../../core/workflows/rules/steps.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { workflows } from '../../../workflows/index.ts';
import { channels, defined, frequency, localTime, maybe, seldom } from './random-values.ts';

/** Chains in which each channel waits for a reader, or for another to fail. */
const chains: readonly (readonly ChainStep[])[] = [
  [{ channel: 'inbox' }, { channel: 'email', unreadAfterMinutes: 10 }, { channel: 'sms', undelivered: true }],
  [{ channel: 'inbox' }, { channel: 'sms', unreadAfterMinutes: 15 }, { channel: 'email', undelivered: true }],
  [{ channel: 'email' }, { channel: 'sms', undelivered: true, priorities: ['high', 'urgent'] }, { channel: 'inbox' }],
  [{ channel: 'sms' }, { channel: 'email', undelivered: true }],
  [{ channel: 'chat' }, { channel: 'push', undelivered: true }, { channel: 'email', undelivered: true }],
  [{ channel: 'inbox' }, { channel: 'chat', unreadAfterMinutes: 15 }, { channel: 'push', undelivered: true }],
];

/** Of which the SMS is for what is urgent alone. */
export const toSmsInTheEnd: readonly ChainStep[] = [
  { channel: 'inbox' },
  { channel: 'push', unreadAfterMinutes: 10 },
  { channel: 'email', undelivered: true },
  { channel: 'sms', undelivered: true, priorities: ['urgent'] },
];

/** A workflow that ships, as its owner might change it. */
export const workflow = fc
  .record({
    shipped: fc.constantFrom<Workflow>(...workflows).map(withPush),
    required: seldom(fc.constant(true)),
    optIn: seldom(channels),
    digest: maybe(frequency),
    escalate: seldom(
      fc.constantFrom<NonNullable<Workflow['escalate']>>(
        { sms: { afterMinutes: 15 } },
        { email: { afterMinutes: 60 }, sms: { afterMinutes: 600 } },
        { push: { afterMinutes: 10 }, sms: { afterMinutes: 600 } },
        { push: { afterMinutes: 10 }, chat: { afterMinutes: 60 } },
      ),
    ),
    own: seldom(channels),
    tooLong: seldom(channels),
    smsText: seldom(fc.constant('gsm' as const)),
    to: seldom(fc.constant('verified' as const)),
    experiment: seldom(fc.constantFrom('one', 'one', 'two', 'two', 'six')),
    unmet: seldom(channels),
    chain: seldom(fc.constantFrom(...chains, toSmsInTheEnd, toSmsInTheEnd)),
    throttle: seldom(fc.constantFrom({ most: 3, minutes: 60 }, { most: 4, minutes: 1440 })),
    batch: seldom(
      fc.record({
        windowMinutes: fc.constantFrom(10, 600),
        opens: fc.constantFrom('first' as const, 'quiet' as const),
        maxItems: fc.constantFrom(3, 3, 3, 100),
        channels: fc.constantFrom<Channel[] | undefined>(undefined, undefined, ['email'], ['email', 'sms'], ['email', 'push']),
      }),
    ),
    delay: seldom(fc.oneof(fc.record({ minutes: fc.constantFrom(1, 90, 3000) }), fc.record({ until: localTime }))),
  })
  .map(
    ({
      shipped,
      required,
      optIn,
      digest,
      escalate,
      own,
      tooLong = [],
      smsText,
      to,
      experiment,
      unmet = [],
      delay,
      chain,
      throttle,
      batch,
    }): Workflow => ({
      ...shipped,
      ...(unmet.length > 0 && { when: onlyForGrace(unmet) }),
      ...(experiment !== undefined && { experiment: experimentOf(experiment, shipped) }),
      ...tooLongOn(tooLong, shipped),
      ...defined({ smsText, to, delay, throttle, batch: chain || escalate ? gatheringAll(batch) : batch }),
      ...defined(chain === undefined ? { required, escalate, channels: own } : { required, chain }),
      ...(required ? {} : defined({ optIn, ...(to === undefined && { digest }) })), // what goes to verified addresses goes at once
    }),
  );

/** One that has a push message in each of its languages, which most that ship have not. */
function withPush(shipped: Workflow): Workflow {
  if (shipped.push !== undefined) return shipped;
  const languages = Object.entries(shipped.translations ?? {}).map(([tag, copy]) => [tag, { ...copy, push: pushLike(copy) }]);
  return { ...shipped, push: pushLike(shipped), translations: Object.fromEntries(languages) };
}

function pushLike({ inbox }: Pick<Workflow, 'inbox'>): Workflow['push'] {
  return (...from) => {
    const { title, body, actionUrl } = inbox(...from);
    return { title, body, ...(actionUrl !== undefined && { url: actionUrl }) };
  };
}

/** A batch on all channels, as that of a workflow has to be whose channels wait for one another. */
export function gatheringAll(batch: Workflow['batch']): Workflow['batch'] {
  if (batch === undefined) return undefined;
  const { channels: _, ...onAll } = batch;
  return onAll;
}

/** Conditions that Ada does not meet. */
function onlyForGrace(channels: readonly Channel[]): Workflow['when'] {
  return Object.fromEntries(channels.map((channel) => [channel, ({ user }) => user.id === 'grace']));
}

/** Of which "one" holds Ada out, "two" shows her the other words and "six" the plain ones. */
function experimentOf(id: string, { inbox }: Workflow): NonNullable<Workflow['experiment']> {
  const other = { weight: 1, inbox: (...from: Parameters<typeof inbox>) => ({ ...inbox(...from), title: 'In other words' }) };
  return { id, variants: { plain: { weight: 1 }, other }, holdout: 30 };
}

/** Copy that does not fit some channels, in any language. */
function tooLongOn(unfit: readonly Channel[], { inbox, translations: _, ...shipped }: Workflow): Partial<Workflow> {
  if (unfit.length === 0) return {};
  return {
    translations: {},
    ...(unfit.includes('inbox') && { inbox: (...from) => ({ ...inbox(...from), title: 'A long title. '.repeat(20) }) }),
    ...(unfit.includes('email') && { subject: () => 'A long subject. '.repeat(20) }),
    ...(unfit.includes('sms') && { sms: (...from) => `${shipped.sms?.(...from)} ${'and more '.repeat(60)}` }),
    ...(unfit.includes('push') && { push: () => ({ title: 'A long title. '.repeat(20), body: '' }) }),
    ...(unfit.includes('chat') && { chat: () => ({ title: 'A long title. '.repeat(20), body: '' }) }),
  };
}
