import type { StuckItem, StuckWork } from '../../contract/operations/stuck-work.ts';
import { Channel } from '../../contract/values.ts';
import type { Digests } from '../digests/ports/digests.ts';
import { shardsOfBucket } from '../digests/rules/digest-bucket.ts';
import type { MessageLog } from '../message-log/ports/message-log.ts';
import type { DueItems } from '../scheduling/ports/due-items.ts';
import type { Now } from '../time/ports/clock.ts';
import type { DigestPlace, LookNotes, Places, UnfinishedWork } from './ports/unfinished-work.ts';
import { isClaimed, nextWindow, stepsOf, stuckDigest, stuckMessage, type Window } from './rules/stuck-work.ts';

export type ReadStuckWorkDeps = { unfinishedWork: UnfinishedWork; digests: Pick<Digests, 'due'>; now: Now };
/** `channels`: those that the stage has. */
export type FindStuckWorkDeps = ReadStuckWorkDeps & {
  messageLog: Pick<MessageLog, 'slice'>;
  dueItems: DueItems;
  channels: readonly Channel[];
};

/** How many notifications of each list a look takes on at most, newest first; and how many places it remembers. */
const mostNotifications = 1_000;
const mostPlaces = 100;

const perPage = 200;

/**
 * Looks once at all that fell due or was requested in each quarter of an hour, when it should be done, and again and again at what was
 * not. Answers what is stuck.
 */
export async function findStuckWork(deps: FindStuckWorkDeps): Promise<StuckItem[]> {
  const now = deps.now();
  const notes = await deps.unfinishedWork.remembered();
  const channels = join(channelsIn(notes), deps.channels);
  const window = nextWindow(notes.through, now);
  if (window === undefined) return (await lookAt({ ...notes, channels }, now, deps)).stuck;

  const found = await placesIn(window, deps);
  const { stuck, places } = await lookAt({ ...joinPlaces(notes, found), channels }, now, deps);
  // a channel that is switched off is asked for on: what was claimed or held on it before may still get stuck
  const kept = join(notes.channels ?? stuck.flatMap(({ channel }) => channel ?? []), deps.channels);
  await deps.unfinishedWork.remember({ ...places, through: window.until, channels: kept });
  return stuck;
}

/** Reads what is still stuck of what was found. */
export async function readStuckWork(deps: ReadStuckWorkDeps): Promise<StuckWork> {
  const notes = await deps.unfinishedWork.remembered();
  const { stuck } = await lookAt({ ...notes, channels: channelsIn(notes) }, deps.now(), deps);
  return { data: stuck };
}

async function placesIn(window: Window, deps: FindStuckWorkDeps): Promise<Places> {
  const [due, requested] = await Promise.all([listDue(window, deps), listRequested(window, deps)]);
  const [, ...buckets] = [...stepsOf(window, 15), window.until]; // a digest lies in the quarter that ends at its time or after it
  const shards = Array.from({ length: shardsOfBucket }, (_, shard) => shard);
  return {
    notificationIds: [...due, ...requested],
    digestPlaces: buckets.flatMap((bucket) => shards.map((shard) => ({ bucket, shard }))),
  };
}

async function listDue(window: Window, { dueItems }: FindStuckWorkDeps): Promise<string[]> {
  const ids: string[] = [];
  for (const bucket of stepsOf(window, 5).reverse()) {
    let after: string | undefined;
    do {
      const page = await dueItems.list({ bucket, after, limit: perPage });
      ids.push(...page.items.map(({ notificationId }) => notificationId));
      after = page.next;
    } while (after !== undefined && ids.length < mostNotifications);
    if (ids.length >= mostNotifications) break;
  }
  return ids.slice(0, mostNotifications);
}

async function listRequested({ from: since, until }: Window, { messageLog }: FindStuckWorkDeps): Promise<string[]> {
  const ids: string[] = [];
  let before: string | undefined;
  do {
    const page = await messageLog.slice({ of: 'all', only: {} }, { since, until, before, limit: perPage });
    ids.push(...page.entries.map(({ notificationId }) => notificationId));
    before = page.next;
  } while (before !== undefined && ids.length < mostNotifications);
  return ids.slice(0, mostNotifications);
}

/** What is stuck in some places, and in which of them it is or may get so. */
async function lookAt(
  { notificationIds, digestPlaces, channels }: Places & { channels: readonly Channel[] },
  now: Date,
  { unfinishedWork, digests }: ReadStuckWorkDeps,
): Promise<{ stuck: StuckItem[]; places: Places }> {
  const messages = notificationIds.length === 0 ? [] : await unfinishedWork.messages(notificationIds, channels);
  const stuckMessages = messages.flatMap((message): StuckItem[] => {
    const { notificationId: notification, channel } = message;
    const stuck = stuckMessage(message, now);
    return stuck === undefined ? [] : [{ kind: stuck.kind, since: stuck.since.toISOString(), notification, channel }];
  });
  const inPlaces = await Promise.all(digestPlaces.map((place) => stuckDigestsIn(place, now, digests)));
  const claimed = messages.filter(isClaimed).map(({ notificationId }) => notificationId);
  const watched = [...stuckMessages.flatMap(({ notification }) => notification ?? []), ...claimed];
  return {
    stuck: [...stuckMessages, ...inPlaces.flat()],
    places: {
      notificationIds: [...new Set(watched)].slice(0, mostPlaces),
      digestPlaces: digestPlaces.filter((_, index) => inPlaces[index]?.length).slice(0, mostPlaces),
    },
  };
}

async function stuckDigestsIn(place: DigestPlace, now: Date, digests: ReadStuckWorkDeps['digests']): Promise<StuckItem[]> {
  const open = (await digests.due({ ...place, limit: perPage })).digests;
  return open.flatMap((digest): StuckItem[] => {
    const { userId: user, frequency } = digest;
    const stuck = stuckDigest(digest, now);
    return stuck === undefined ? [] : [{ kind: stuck.kind, since: stuck.since.toISOString(), user, frequency }];
  });
}

/** Those of which there may be messages: any, where the last look was one of a version that did not say. */
function channelsIn({ channels = Channel.options }: LookNotes): readonly Channel[] {
  return channels;
}

function join<Item>(one: readonly Item[], other: readonly Item[]): Item[] {
  return [...new Set([...one, ...other])];
}

function joinPlaces(one: Places, other: Places): Places {
  const byName = new Map([...one.digestPlaces, ...other.digestPlaces].map((place) => [`${+place.bucket} ${place.shard}`, place]));
  return {
    notificationIds: join(one.notificationIds, other.notificationIds),
    digestPlaces: [...byName.values()],
  };
}
