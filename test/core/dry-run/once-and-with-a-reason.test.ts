import fc from 'fast-check';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { Refused } from '../../../core/errors.ts';
import { termsOf } from '../../../core/workflows/rules/chain.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { isLong, meetAll, runs } from '../../runs.ts';
import { world } from '../../world.ts';
import type { RandomPublish } from '../publishing/any-publish.ts';
import { arrange, recipientsOf, requestOf, userOf } from '../publishing/arrange-publish.ts';
import { houseOf } from '../publishing/random-publish.ts';
import { carryOut, type Story } from './carry-out.ts';
import type { Sent } from './note-sends.ts';
import { randomCourse } from './random-course.ts';
import { wordsOf } from './words-met.ts';

const wordsToMeet = [
  ...['read before', 'bounced', 'already_read', 'not_needed', 'condition_not_met', 'throttled', 'expired'],
  ...['batched', 'batch', 'a batch that was sent'],
  ...(isLong ? ['to a verified address', 'a user of a tenant', 'gathered on some channels'] : []), // too rare for the short form
  ...['undelivered', 'escalation', 'delay', 'quiet_hours', 'send_at', 'digest', 'an SMS after a bounce'],
  ...['preference_opted_out', 'budget_exceeded'],
  ...['a push message after ten minutes', 'an e-mail after an undelivered push message', 'an SMS after both'],
  ...[
    'no SMS for what is not urgent',
    'push: already_read',
    'a push message that was read while it waited',
    'a push message that was opted out of while it waited',
    'push at two addresses',
    'push at one of two',
    'chat at one of two',
  ],
  ...[
    'push: gone',
    'push: not-now',
    'push: unknown',
    'push: rejected',
    'chat: gone',
    'chat: not-now',
    'chat: unknown',
    'chat: sent',
  ],
];

test('for any mix of steps, nights, choices, budgets and reading, nothing goes twice on a channel, and all of it ends with a reason', async () => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(randomCourse, async ([run, { readAfterMs, bounceAfterMs, optOutAfterMs, ...answers }]) => {
    const here = world();
    await arrange(here, run);
    const after = (ms: number | undefined) => (ms === undefined ? undefined : new Date(here.now().getTime() + ms));
    const [readAt, bounceAt, optOutAt] = [after(readAfterMs), after(bounceAfterMs), after(optOutAfterMs)];
    const audience = run.audience === 'topic' ? { topic: 'all' } : { recipients: recipientsOf(run) };
    const when = { ...(readAt && { readAt }), ...(bounceAt && { bounceAt }), ...(optOutAt && { optOutAt }) };
    const happens = { twice: true, ...answers, ...when };
    const publish = { request: { ...requestOf(run), ...audience }, test: run.test, users: [userOf(run)], meanwhile: happens };
    const done = await carryOut(here, houseOf(run), publish).catch(orRefusal);
    if (done === undefined) return;

    if (done.stories.length === 0) throw new Error('nobody was accepted');
    for (const story of done.stories) {
      const own = done.sent.filter(({ notificationId }) => notificationId === story.id);
      expectOnce(own);
      for (const message of story.messages) {
        expectEnd(message);
        if (!run.test) expectTold(message, own);
      }
      expectNoneAfterReading(own, { readAt, workflow: run.workflow, messages: story.messages });
      if (optOutAt !== undefined && !run.workflow.required) expect(own.filter(({ sentAt }) => sentAt > optOutAt)).toEqual([]);
      expectInTurn(own, run, story);
      for (const word of wordsOf(run, story, own)) seen.add(word);
      if (run.tenant !== undefined && own.length > 0) seen.add('a user of a tenant');
    }
  });

  expect(await meetAll(wordsToMeet, seen, () => fc.assert(property, { numRuns: runs(1500) }))).toEqual([]);
});

function orRefusal(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}

/** Nobody has it twice: an address that took it, refused it or is gone is asked no more. What left in doubt whether it took a push message is asked once more, in its place. */
function expectOnce(own: readonly Sent[]): void {
  for (const asks of Map.groupBy(own, ({ channel, to }) => `${channel} ${to}`).values()) {
    const [channel] = asks.map((each) => each.channel);
    const ended = asks.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'not-now');
    if (channel === 'push' && ended[0] === 'unknown') ended.shift();
    expect(ended.length).toBeLessThanOrEqual(1);
    if (channel === 'email' || channel === 'sms') expect(own.filter((each) => each.channel === channel)).toHaveLength(1);
  }
}

/** A message with several addresses was sent when one of them took it, and else was not. */
function expectTold({ channel, status }: MessageRecord, own: readonly Sent[]): void {
  if (channel !== 'push' && channel !== 'chat') return;
  expect(status === 'sent').toBe(own.some((each) => each.channel === channel && each.outcome === 'sent'));
}

/** It has come to an end, and any other than that it arrived or was sent has a reason. */
function expectEnd({ status, reason, events }: MessageRecord): void {
  expect(['scheduled', 'digesting', 'queued', 'sending']).not.toContain(status);
  if (status !== 'delivered' && status !== 'sent') expect(reason).toBeDefined();
  for (const each of ['sent', 'delivered']) expect(events.filter((event) => event.status === each).length).toBeLessThanOrEqual(1);
}

type Reading = { readAt: Date | undefined; workflow: Workflow; messages: readonly MessageRecord[] };

/** What waits for its turn does not go once the inbox item was read. */
function expectNoneAfterReading(own: readonly Sent[], { readAt, workflow, messages }: Reading): void {
  const arrivedAt = messages.find(({ channel, status }) => channel === 'inbox' && status === 'delivered')?.events.at(-1)?.at;
  if (readAt === undefined || arrivedAt === undefined || new Date(arrivedAt) > readAt) return;
  for (const { channel } of messages) {
    const { unreadAfterMinutes, before } = termsOf(workflow, channel);
    if (unreadAfterMinutes === undefined && before === undefined) continue;
    expect(own.filter((each) => each.channel === channel && each.sentAt > readAt)).toEqual([]);
  }
}

/** Of a chain goes what is for this priority, and only if none of those before it has, or may have, reached the user by then. */
function expectInTurn(
  own: readonly Sent[],
  { workflow, priority = workflow.priority }: RandomPublish,
  { messages }: Story,
): void {
  for (const { channel } of workflow.chain ?? []) {
    const [first] = own.filter((each) => each.channel === channel);
    if (first === undefined) continue;
    const { before = [], priorities = [priority] } = termsOf(workflow, channel);
    expect(priorities).toContain(priority);
    const by = first.sentAt.toISOString();
    const standing = messages
      .filter((each) => before.includes(each.channel))
      .map(({ events }) => events.findLast(({ at }) => at <= by)?.status);
    expect(['skipped', 'failed', 'bounced', 'suppressed', 'expired', undefined]).toEqual(expect.arrayContaining(standing));
  }
}
