import { channelNames } from '../../../contract/channels/channels.ts';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { PublishRequest } from '../../../contract/publishing/publish.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { digestBucketOf } from '../../../core/digests/rules/digest-bucket.ts';
import { recordFeedback } from '../../../core/feedback/record-feedback.ts';
import { choicesOf } from '../../../core/preferences/rules/preferences.ts';
import { publish } from '../../../core/publishing/publish.ts';
import { notificationIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { aProviderEvent } from '../../provider-event.ts';
import type { World } from '../../world.ts';
import { defined } from '../publishing/random-values.ts';
import { type House, type Weather, worksOf } from './work-off.ts';

/** What became of a notification: what was decided about each channel, one after another, and its messages as they stand. */
export type Story = { id: string; user: string; decisions: Map<string, Explanation[]>; messages: MessageRecord[] };

/** What happens while time passes: when the inbox item is read, when an e-mail that was sent bounces, when its user opts out of all, and how queues and providers are. */
type Meanwhile = Weather & { readAt?: Date; bounceAt?: Date; optOutAt?: Date };

type Publish = { request: PublishRequest; test: boolean; users: readonly string[]; meanwhile?: Meanwhile };

/** Publishes, works everything off and lets time pass until nothing is left to do, or until a given instant. */
export async function carryOut(here: World, house: House, { request, test, users, meanwhile = {} }: Publish, until?: Date) {
  const { readAt, bounceAt, optOutAt, ...weather } = meanwhile;
  const coming: Event[] = [
    ...(readAt ? [{ at: readAt, happens: readAll }] : []),
    ...(bounceAt ? [{ at: bounceAt, happens: bounceAll }] : []),
    ...(optOutAt ? [{ at: optOutAt, happens: optOutOfAll }] : []),
  ];
  const works = worksOf(here, house, { ...weather, comesBack: (at, again) => coming.push({ at, happens: again }) });
  const {
    id: requestId,
    refused,
    skipped,
  } = await publish({ request, caller: 'test', test, key: 'one', requestedAt: here.now() }, works.deps);
  const firstSeen = visibleAt({ requestedAt: here.now().toISOString(), sendAt: laterThan(here.now(), request.send_at) });
  const stories = users.map(
    (user): Story => ({ id: notificationIdFor(firstSeen, requestId, user), user, decisions: new Map(), messages: [] }),
  );
  for (;;) {
    await works.workOff(() => look(here, stories));
    const next = await nextEvent(here, { stories, users, coming });
    if (next === undefined || (until !== undefined && next.at > until)) return { stories, sent: works.sent, refused, skipped };
    if (next.at > here.now()) here.at(next.at);
    if (next.happens) {
      coming.splice(coming.indexOf(next), 1);
      await next.happens(here, stories);
    } else if (next.release) await works.release(next.release);
    else await works.runDigests(next.at);
  }
}

/** Their user reads each item that is in the inbox. */
async function readAll(here: World, stories: readonly Story[]): Promise<void> {
  for (const { id, user, messages } of stories) {
    const isThere = messages.some(({ channel, status }) => channel === 'inbox' && status === 'delivered');
    if (isThere) await here.feed.mark(user, id, 'read');
  }
}

/** SES tells that each e-mail which was sent has bounced. */
async function bounceAll(here: World, stories: readonly Story[]): Promise<void> {
  for (const { id, messages } of stories) {
    const sent = messages.find(({ channel, status, digest }) => channel === 'email' && status === 'sent' && digest === undefined);
    if (sent?.address === undefined) continue;
    const timestamp = here.now().toISOString();
    const bouncedRecipients = [{ emailAddress: sent.address }];
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients, timestamp };
    const event = aProviderEvent('Email Bounced', { bounce }, { tags: { notification_id: [id] } });
    await recordFeedback(ProviderEvent.parse(event), here);
  }
}

/** Their user opts out of every channel, in every category. */
async function optOutOfAll(here: World, stories: readonly Story[]): Promise<void> {
  const none = Object.fromEntries(channelNames().map((channel) => [channel, 'opted_out' as const]));
  for (const id of new Set(stories.map(({ user }) => user))) {
    const user = (await here.users.getMany([id])).get(id);
    if (user === undefined) continue;
    const choices = { ...choicesOf(user), preferences: { ...user.preferences, general: none, repairs: none } };
    await here.users.choose({ userId: id, choices: defined(choices), version: user.version }, here.now());
  }
}

/** Something that comes with time: a release, a run of the job that sends digests, or what else happens. */
type Event = { at: Date; release?: ReleaseMessage; happens?: (here: World, stories: readonly Story[]) => Promise<void> };

type Expected = { stories: readonly Story[]; users: readonly string[]; coming: readonly Event[] };

/** Digests come first: what is released in the same instant is for the next. */
async function nextEvent(here: World, { stories, users, coming }: Expected): Promise<Event | undefined> {
  const pairs = users.flatMap((user) => DigestFrequency.options.map((frequency) => [user, frequency] as const));
  const states = await Promise.all(pairs.map(([user, frequency]) => here.digests.state(user, frequency)));
  const digests = states.flatMap(({ due }): Event[] => (due === undefined ? [] : [{ at: digestBucketOf(due.at) }]));
  const releases = stories.flatMap(({ id, messages }) =>
    messages.flatMap(({ status, dueAt }): Event[] => {
      if (status !== 'scheduled' || dueAt === undefined) return [];
      return [{ at: dueAt, release: { type: 'release', version: 1, notificationId: id, dueAt: dueAt.toISOString() } }];
    }),
  );
  return [...coming, ...digests, ...releases].sort((one, other) => one.at.getTime() - other.at.getTime())[0];
}

/** Notes what has been decided, and how the messages stand; and of which batch a notification is, which is a story of its own. */
async function look({ ledger }: World, stories: Story[]): Promise<void> {
  for (const story of stories) {
    const { notification, messages = [] } = (await ledger.read(story.id)) ?? {};
    story.messages = messages;
    const batch = notification?.joined?.id;
    if (batch !== undefined && (await ledger.read(batch)) && !stories.some(({ id }) => id === batch))
      stories.push({ id: batch, user: story.user, decisions: new Map(), messages: [] });
    for (const explanation of notification?.explanation ?? []) {
      const before = story.decisions.get(explanation.channel) ?? [];
      const isNew = JSON.stringify(before.at(-1)) !== JSON.stringify(explanation);
      if (isNew) story.decisions.set(explanation.channel, [...before, explanation]);
    }
  }
}

function laterThan(now: Date, sendAt: string | undefined): string | undefined {
  return sendAt !== undefined && new Date(sendAt) > now ? new Date(sendAt).toISOString() : undefined;
}
