import type { TopicMessage } from '../../contract/topics/topic-message.ts';
import { isCanceledSince } from '../cancellation/is-canceled-since.ts';
import type { Cancellations } from '../cancellation/ports/cancellations.ts';
import { addressOn } from '../channels/rules/address.ts';
import { isOff } from '../channels/rules/behaviours.ts';
import { PermanentError } from '../errors.ts';
import { comesAfter } from '../http/rules/code-point-order.ts';
import { type NoteRequestDeps, noteRequest } from '../publishing/note-request.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import type { Users } from '../users/ports/users.ts';
import type { Topics } from './ports/topics.ts';
import { type RoomId, roomOf } from './rules/room.ts';

export type FanOutTopicDeps = NoteRequestDeps & {
  topics: Topics;
  ingest: IngestQueue;
  cancellations: Cancellations;
  users: Pick<Users, 'getMany'>;
};

/**
 * How many subscribers one message fans out to. Its successor waits behind them, so that a topic of any size puts no more than
 * this in front of what others publish meanwhile.
 */
export const subscribersPerPage = 100;

/**
 * Turns a run for a topic into one message for each subscriber of a page, and one for the pages that follow. Whatever is done
 * again after a crash makes the same notifications, which exist once: their ids come from request and user.
 * @throws PermanentError when a page would lead back to an earlier one: nothing but this ends a run for a topic (docs/decisions/0097).
 */
export async function fanOutTopic(message: TopicMessage, deps: FanOutTopicDeps): Promise<void> {
  const { topics, ingest } = deps;
  const { after, before = 0, ...run } = message;
  if (await isCanceledSince(message, deps)) return; // those who have it already are canceled one by one
  const [{ userIds: subscribers, next }, room] = await Promise.all([
    topics.subscribers({ topic: run.topic, after, limit: subscribersPerPage }),
    after === undefined ? findRoom(message, deps) : [],
  ]);
  const userIds = [...room, ...subscribers];

  if (next !== undefined && after !== undefined && !comesAfter(next, after))
    throw new PermanentError('the pages of its topic do not go on, so it would be fanned out for ever');

  await noteRequest(run, { userIds, from: before, isLast: next === undefined }, deps);
  // the page first: a successor that is lost comes again with this message, subscribers that were passed over never would
  await ingest.send(userIds.map((userId) => ({ ...run, type: 'notify', userId })));
  if (next !== undefined) await ingest.send([{ ...run, after: next, before: before + userIds.length }]);
}

/** The topic's room, if it has one and the publish may go there. A stage without chats looks for none. */
async function findRoom({ topic, workflow, channels }: TopicMessage, { users, workflows }: FanOutTopicDeps): Promise<RoomId[]> {
  const known = workflows.get(workflow);
  if (known === undefined || isOff(known, 'chat') || channels?.includes('chat') === false) return [];
  const room = roomOf(topic);
  const found = (await users.getMany([room], { fresh: false })).get(room);
  return found !== undefined && addressOn('chat', found) !== undefined ? [room] : [];
}
