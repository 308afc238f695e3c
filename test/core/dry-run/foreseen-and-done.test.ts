import fc from 'fast-check';
import type { DryRunAnswer, DryRunChannel } from '../../../contract/dry-run/dry-run.ts';
import type { MessageStatus } from '../../../contract/values.ts';
import { addressOn } from '../../../core/channels/rules/address.ts';
import { mergeAddresses } from '../../../core/channels/rules/address-list.ts';
import { reachedBy } from '../../../core/channels/rules/reached-by.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { magicOutcome } from '../../../core/delivery/rules/magic-recipient.ts';
import { digestBucketOf } from '../../../core/digests/rules/digest-bucket.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { Refused } from '../../../core/errors.ts';
import { isLong, meetAll } from '../../runs.ts';
import { htmlWithoutUnsubscribe } from '../../without-unsubscribe.ts';
import { type World, world } from '../../world.ts';
import { oddZoneNames, type RandomPublish } from '../publishing/any-publish.ts';
import { arrange, recipientsOf, requestOf, userOf } from '../publishing/arrange-publish.ts';
import { houseOf, randomPublish } from '../publishing/random-publish.ts';
import { asksFor, registeredOf } from '../publishing/registered.ts';
import { shownAt } from '../time/zones.ts';
import { carryOut, type Story } from './carry-out.ts';
import { channelDeps } from './dry-run-deps.ts';
import type { Sent } from './note-sends.ts';

/** What really happened to a publish, and what was said before of one channel of it. */
type Case = {
  told: DryRunChannel;
  timezone: string;
  run: RandomPublish;
  story: Story;
  sent: Sent[];
  here: World;
};

const wordsToMeet = [
  ...['send', 'skip', 'digest', 'send_at', 'delay', 'quiet_hours', 'escalation', 'expired', 'no_address', 'preference_opted_out'],
  ...[
    'suppressed_bounce',
    'suppressed_unsubscribe',
    'country_blocked',
    'budget_exceeded',
    'throttled',
    'content_too_long',
    'holdout',
    'condition_not_met',
    'undelivered',
    'not_needed',
  ],
  ...[
    'variant other',
    'variant plain',
    'used up: digest',
    'used up: skip',
    'throttled workflow',
    'opens a batch',
    'first in a batch',
    'joins a batch',
    'fills a batch',
    'a user of a tenant',
    'to a verified address',
    'not awaited',
    'suppressed, but sms',
    'suppressed, but inbox',
    ...['takes a place', 'is replaced in its turn'],
    ...oddZoneNames,
  ],
  ...['push: send', 'push: quiet_hours', 'push: escalation', 'push: preference_opted_out', 'push: used up', 'push: to two'],
  ...['push: devices of tests alone', 'suppressed, but push', 'chat: send', 'chat: quiet_hours', 'chat: used up', 'chat: to two'],
  ...(isLong ? ['gathered on some channels'] : []), // too rare for the short form
];

test('whatever a dry run says is what publish, dispatch, releases, digests and deliveries then do', async () => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(randomPublish, async (run) => {
    const here = world();
    await arrange(here, run);
    const [told, done] = await dryRunAndDo(here, run);
    if (told === undefined || done === undefined) return;

    expect(told.refused).toEqual(done.refused);
    const [user] = told.data;
    const [story] = done.stories;
    if (user === undefined || story === undefined) throw new Error('nobody was accepted');
    for (const channel of user.channels) {
      await compare({ told: channel, timezone: user.timezone, run, story, sent: done.sent, here });
      for (const word of [...wordsOf(channel), ...wordsOfSeveral(channel, run)]) seen.add(word);
    }
    seen.add(user.timezone);
    if (run.tenant !== undefined) seen.add('a user of a tenant');
    if (isGatheredInPart(story)) seen.add('gathered on some channels');
    await compareVariant(user, story, here);
    if (user.experiment) seen.add(`variant ${user.variant}`);
    expectNoOthers(user.channels, story);
  });

  expect(await meetAll(wordsToMeet, seen, () => fc.assert(property, { numRuns: 500 }))).toEqual([]);
});

/** Both answers; neither when both refused it for the same reason. */
async function dryRunAndDo(here: World, run: RandomPublish) {
  const [house, request, recipients, { test }] = [houseOf(run), requestOf(run), recipientsOf(run), run];
  const audience = run.audience === 'topic' ? { topic: 'all' } : { recipients };
  const told = await orRefusal(
    dryRun({ request: { ...request, recipients }, test }, { ...here, ...house, ...channelDeps(here.meter, house.terms) }),
  );
  const done = await orRefusal(carryOut(here, house, { request: { ...request, ...audience }, test, users: [userOf(run)] }));
  if (!(told instanceof Refused) && !(done instanceof Refused)) return [told, done] as const;

  expect([told, done]).toEqual([done, told]);
  return [];
}

function isGatheredInPart({ messages }: Story): boolean {
  return messages.some(({ reason }) => reason === 'batched') && messages.some(({ status }) => status === 'delivered');
}

function orRefusal<Answer>(answer: Promise<Answer>): Promise<Answer | Refused> {
  return answer.catch((error) => {
    if (error instanceof Refused) return error;
    throw error;
  });
}

async function compare(it: Case): Promise<void> {
  const { told, timezone, story } = it;
  const { provider, paused_providers, ...decidedOf } = told; // of this moment, and of no plan
  const { afterwards = [], at, local_time, suppressed, turned_down, fallback, copy, cost_usd, ...first } = decidedOf;
  const decided = [first, ...afterwards.map((each) => ({ channel: first.channel, ...each }))];
  expect(story.decisions.get(told.channel)).toEqual(decided);

  const message = story.messages.find(({ channel }) => channel === told.channel);
  const end = endOf(it);
  expect([message?.status, message?.reason]).toEqual(end);
  if (turned_down) expect(lastWords(message)).toContain(turned_down.because);
  if (suppressed) expect(fallbackIn(message)).toBe(fallback?.because);
  expect(cost_usd > 0).toBe(end[0] === 'sent' && (told.channel === 'email' || told.channel === 'sms'));
  if (at === undefined) return;
  expect(message?.events.at(-1)?.at).toBe(copy.digest ? digestBucketOf(new Date(at)).toISOString() : at);
  expect(local_time).toBe(shownAt(new Date(at), timezone).replace(' ', 'T'));
  await compareCopy(it);
}

/** What a dry run says of an experiment is on the notification; a test, and what passes a holdout, is in none. */
async function compareVariant(user: DryRunAnswer['data'][number], { id }: Story, here: World): Promise<void> {
  const { experiment, variant } = (await here.ledger.read(id))?.notification ?? {};
  expect({ experiment, variant }).toEqual({ experiment: user.experiment, variant: user.variant });
}

/** What the end of a timeline says, with or without what came in its place. */
function lastWords(message: MessageRecord | undefined): (string | undefined)[] {
  const details = message?.events.map(({ detail }) => detail) ?? [];
  return [details.at(-1), details.slice(-2).join('; ')];
}

/** What the timeline of a suppressed message says of what came in its place. */
function fallbackIn(message: MessageRecord | undefined): string | undefined {
  const last = message?.events.at(-1)?.detail;
  return last && / (?:takes its place|has it as well)$/.test(last) ? last : undefined;
}

/** Status and reason that a message should have in the end. */
function endOf({ told, run }: Case): [MessageStatus, (string | undefined)?] {
  const { decision, reason } = told.afterwards?.at(-1) ?? told;
  if (decision === 'skip') return [reason === 'expired' ? 'expired' : 'skipped', reason];
  if (told.channel === 'inbox') return ['delivered', undefined];
  if (told.suppressed) return ['suppressed', told.suppressed];
  if (told.turned_down) return [told.channel === 'push' ? 'failed' : 'skipped', told.turned_down.reason];
  if (!run.test) return ['sent', undefined];

  switch (magicOutcome(told.channel, addressOn(told.channel, userIn(run)) ?? '')) {
    case 'delivered':
      return ['delivered', undefined];
    case 'bounce':
      return ['bounced', 'hard_bounce'];
    case 'permanent-failure':
      return ['failed', 'provider_rejected'];
    default:
      return ['simulated', 'test_key'];
  }
}

/** The user of a run, with all by which the workflow reaches them. */
function userIn(run: RandomPublish) {
  return { ...reachedBy(run.workflow, mergeAddresses(run.contact, undefined)), ...registeredOf(run) };
}

/** What went out: in these words, at that instant, once; or nothing. */
async function compareCopy(it: Case): Promise<void> {
  const { told, story, sent, here } = it;
  const { channel, copy, at = '' } = told;
  const message = story.messages.find((each) => each.channel === channel);
  if (channel === 'inbox') {
    const userId = userOf(it.run);
    const state = await here.feed.state(userId);
    const { items } = await here.feed.page({ userId, state, status: 'all', archived: false, limit: 9 });
    const item = items.find(({ notificationId }) => notificationId === story.id);
    return expect({ title: item?.title, body: item?.body, action_url: item?.actionUrl }).toEqual(copy.inbox);
  }
  const ofChannel = sent.filter((each) => each.channel === channel);
  const own = ofChannel.filter(({ notificationId }) => notificationId === story.id);
  if (copy.digest !== undefined && endOf(it)[0] === 'sent') {
    const digestId = message?.events.at(-1)?.detail?.replace('in digest ', '');
    const [digest] = ofChannel.filter(({ notificationId }) => notificationId === digestId);
    expect([digest?.sentAt, own]).toEqual([digestBucketOf(new Date(at)), []]);
    return expect(digest?.said.text).toContain(`\n${copy.digest.title}`);
  }
  const words = channel === 'sms' ? { text: copy.sms?.text } : copy[channel];
  const asks = endOf(it)[0] === 'sent' ? asksFor(channel, it.run) : 0;
  expect(own.map(toTold)).toEqual(Array(asks).fill({ at, ...words }));
  expect(new Set(own.map(({ to }) => to)).size).toBe(asks);
}

/** What was sent, in the words of a dry run, which leaves out the link to unsubscribe. */
function toTold({ sentAt, said }: Sent) {
  const text = said.text?.replace(/\n\n[^\n]+:\nhttps:\/\/api\.example\.com\/u\/\S+\n$/, '\n');
  const plain = {
    ...(text !== undefined && { text }),
    ...(said.html !== undefined && { html: htmlWithoutUnsubscribe(said.html) }),
  };
  return { at: sentAt.toISOString(), ...said, ...plain };
}

function wordsOf({
  decision,
  reason,
  held_for,
  suppressed,
  turned_down,
  fallback,
  because,
  instead_of,
  afterwards = [],
}: DryRunChannel): string[] {
  const words = [
    instead_of && 'takes a place',
    instead_of && fallback && 'is replaced in its turn',
    /; it opens a batch/.test(because) || /but it opens a batch/.test(because) ? 'opens a batch' : undefined,
    /is the first in the batch/.test(because) ? 'first in a batch' : undefined,
    /joins the batch of \d that goes/.test(because) ? 'joins a batch' : undefined,
    /which is full with it/.test(because) ? 'fills a batch' : undefined,
    /; it goes to the verified address/.test(because) ? 'to a verified address' : undefined,
    / of this workflow .* already$/.test(because) ? 'throttled workflow' : undefined,
    / (?:in this hour|today) already/.test(because) ? `used up: ${decision}` : undefined,
    afterwards.some(({ because }) => because.includes('it does not wait')) ? 'not awaited' : undefined,
    decision,
    reason,
    held_for,
    suppressed,
    suppressed && fallback && `suppressed, but ${fallback.channel}`,
    turned_down?.reason,
    ...afterwards.flatMap((each) => [each.decision, each.reason, each.held_for]),
  ];
  return words.filter((word) => word !== undefined);
}

/** The words of a channel on which a user has several addresses, each with its name. */
function wordsOfSeveral(told: DryRunChannel, run: RandomPublish): string[] {
  const { channel, at, decision, reason, held_for, turned_down, because, instead_of, afterwards = [] } = told;
  if (channel !== 'push' && channel !== 'chat') return [];
  const isToTwo = at !== undefined && !run.test && asksFor(channel, run) > 1;
  const words = [
    ...[decision, reason, held_for, ...afterwards.flatMap((each) => [each.decision, each.reason, each.held_for])],
    isToTwo ? 'to two' : undefined,
    turned_down ? 'devices of tests alone' : undefined,
    / (?:in this hour|today) already/.test(because) ? 'used up' : undefined,
    instead_of ? `instead of ${instead_of}` : undefined,
  ];
  return words.filter((word) => word !== undefined).map((word) => `${channel}: ${word}`);
}

/** Nothing happens that was not told. */
function expectNoOthers(told: readonly DryRunChannel[], { messages }: Story): void {
  const named = told.map(({ channel }) => channel);
  expect(messages.map(({ channel }) => channel).filter((channel) => !named.includes(channel))).toEqual([]);
}
