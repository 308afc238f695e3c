import fc from 'fast-check';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { Refused } from '../../../core/errors.ts';
import { termsOf } from '../../../core/workflows/rules/chain.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { isLong, runs } from '../../runs.ts';
import { world } from '../../world.ts';
import type { RandomPublish } from '../publishing/any-publish.ts';
import { arrange, recipientsOf, requestOf, userOf } from '../publishing/arrange-publish.ts';
import { houseOf, randomPublish, reachableAt } from '../publishing/random-publish.ts';
import { carryOut, type Sent } from './carry-out.ts';

const hourMs = 3_600_000;
const afterwards = fc.oneof(fc.constant(undefined), fc.nat({ max: hourMs / 3 }), fc.nat({ max: 60 * hourMs }));
const meanwhile = fc.record({ readAfterMs: afterwards, bounceAfterMs: afterwards });

/** The two chains that lead to an SMS: one goes by the reader as well. */
const chains: NonNullable<Workflow['chain']>[] = [
  [{ channel: 'email' }, { channel: 'sms', undelivered: true }],
  [{ channel: 'inbox' }, { channel: 'email', unreadAfterMinutes: 10 }, { channel: 'sms', undelivered: true }],
];

/** An e-mail that may bounce and an SMS that waits for that: what seldom comes about by chance is drawn more often. */
const chained = fc.tuple(randomPublish, meanwhile, fc.constantFrom(...chains)).map(([run, happens, chain]): Drawn => {
  const {
    channels: _,
    escalate: _before,
    delay: _waits,
    when: _asks,
    throttle: _limits,
    batch: _gathers,
    ...workflow
  } = run.workflow;
  return [
    {
      ...run,
      workflow: { ...workflow, chain, required: false, optIn: [], digest: 'immediate' },
      ...{ channels: undefined, sendAfterMs: undefined, goodForMs: undefined, frequencyCapPolicy: undefined, test: false },
      contact: reachableAt(run.contact),
      suppressed: { email: undefined, phone: undefined },
      terms: { monthlyBudgetUsd: 50, urgentOverBudget: false, anHour: 100 },
    },
    happens,
  ];
});
type Drawn = [RandomPublish, { readAfterMs: number | undefined; bounceAfterMs: number | undefined }];

const drawn = fc.oneof({ weight: 2, arbitrary: fc.tuple(randomPublish, meanwhile) }, chained);

const wordsToMeet = [
  ...['read before', 'bounced', 'already_read', 'not_needed', 'condition_not_met', 'throttled', 'expired'],
  ...['batched', 'batch', 'a batch that was sent'],
  ...(isLong ? ['to a verified address', 'a user of a tenant', 'gathered on some channels'] : []), // too rare for the short form
  ...['undelivered', 'escalation', 'delay', 'quiet_hours', 'send_at', 'digest', 'an SMS after a bounce'],
  ...['preference_opted_out', 'budget_exceeded'],
];

test('for any mix of steps, nights, choices, budgets and reading, nothing goes twice on a channel, and all of it ends with a reason', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(drawn, async ([run, { readAfterMs, bounceAfterMs }]) => {
      const here = world();
      await arrange(here, run);
      const after = (ms: number | undefined) => (ms === undefined ? undefined : new Date(here.now().getTime() + ms));
      const [readAt, bounceAt] = [after(readAfterMs), after(bounceAfterMs)];
      const audience = run.audience === 'topic' ? { topic: 'all' } : { recipients: recipientsOf(run) };
      const happens = { twice: true, ...(readAt && { readAt }), ...(bounceAt && { bounceAt }) };
      const publish = { request: { ...requestOf(run), ...audience }, test: run.test, users: [userOf(run)], meanwhile: happens };
      const done = await carryOut(here, houseOf(run), publish).catch(orRefusal);
      if (done === undefined) return;

      if (done.stories.length === 0) throw new Error('nobody was accepted');
      for (const story of done.stories) {
        const own = done.sent.filter(({ notificationId }) => notificationId === story.id);
        for (const message of story.messages) {
          expect(own.filter((each) => channelOf(each) === message.channel).length).toBeLessThanOrEqual(1);
          expectEnd(message);
        }
        expectNoneAfterReading(own, { readAt, workflow: run.workflow, messages: story.messages });
        for (const word of wordsOf(story, own)) seen.add(word);
        if (run.tenant !== undefined && own.length > 0) seen.add('a user of a tenant');
      }
    }),
    { numRuns: runs(1500) },
  );

  expect(wordsToMeet.filter((word) => !seen.has(word))).toEqual([]);
});

function orRefusal(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}

function channelOf(sent: Sent): string {
  return 'subject' in sent ? 'email' : 'sms';
}

/** It has come to an end, and any other than that it arrived or was sent has a reason. */
function expectEnd({ status, reason, events }: MessageRecord): void {
  expect(['scheduled', 'digesting', 'queued', 'sending']).not.toContain(status);
  if (status !== 'delivered' && status !== 'sent') expect(reason).toBeDefined();
  expect(events.filter((event) => event.status === 'sent' || event.status === 'delivered').length).toBeLessThanOrEqual(1);
}

type Reading = { readAt: Date | undefined; workflow: Workflow; messages: readonly MessageRecord[] };

/** What waits for its turn does not go once the inbox item was read. */
function expectNoneAfterReading(own: readonly Sent[], { readAt, workflow, messages }: Reading): void {
  const arrivedAt = messages.find(({ channel, status }) => channel === 'inbox' && status === 'delivered')?.events.at(-1)?.at;
  if (readAt === undefined || arrivedAt === undefined || new Date(arrivedAt) > readAt) return;
  for (const { channel } of messages) {
    const { unreadAfterMinutes, before } = termsOf(workflow, channel);
    if (unreadAfterMinutes === undefined && before === undefined) continue;
    expect(own.filter((each) => channelOf(each) === channel && each.sentAt > readAt)).toEqual([]);
  }
}

type Story = Awaited<ReturnType<typeof carryOut>>['stories'][number];

function wordsOf({ decisions, messages }: Story, own: readonly Sent[]): string[] {
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
      own.some((each) => channelOf(each) === 'sms' && each.sentAt > (emailOf(own)?.sentAt ?? each.sentAt)) &&
      'an SMS after a bounce',
  ];
  return words.filter((word) => typeof word === 'string');
}

function emailOf(own: readonly Sent[]): Sent | undefined {
  return own.find((each) => channelOf(each) === 'email');
}
