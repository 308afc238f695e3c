import type { ProblemPlace } from '../../contract/problems.ts';
import type { PublishAnswer, PublishRequest, Refusal } from '../../contract/publish.ts';
import type { FanOutMessage, NotifyMessage } from '../../contract/queue-messages.ts';
import { Refused } from '../errors.ts';
import type { IngestQueue, Now, Users } from '../ports.ts';
import { chooseChannels } from '../rules/choose-channels.ts';
import { copyFaults } from '../rules/copy.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../rules/derived-id.ts';
import { type Candidate, judgeRecipients } from '../rules/judge-recipients.ts';
import { judgeTimes } from '../rules/judge-times.ts';
import { problemPlaces } from '../rules/problem-places.ts';
import type { Workflow } from '../rules/workflow.ts';

/** One publish: what was asked, by whom, and what makes its ids the same each time it is tried. */
export type Publish = {
  request: PublishRequest;
  caller: string;
  test: boolean;
  /** The caller's own key for this request, or something unique when there is none. */
  key: string;
  requestedAt: Date;
};

export type PublishDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Users;
  ingest: IngestQueue;
  now: Now;
};

/**
 * Accepts a notification: checks everything that can be checked now, then puts one message on the ingest queue.
 * @throws Refused when the request is wrong, or no recipient can be accepted; then nothing was stored or queued.
 * @throws TryAgainLater when the queue did not take it.
 */
export async function publish({ request, caller, test, key, requestedAt }: Publish, deps: PublishDeps): Promise<PublishAnswer> {
  checkRequest(request, deps.workflows);
  const { sendAt, expiresAt } = keepTimes(request, requestedAt);
  const audience = audienceOf(request);
  const requestId = requestIdFor(requestedAt, caller, key);
  const { workflow, data, priority, channels, cancellation_key: cancellationKey } = request;
  const run = {
    version: 1,
    requestId,
    requestedAt: requestedAt.toISOString(),
    workflow,
    data,
    priority,
    channels,
    sendAt,
    expiresAt,
    cancellationKey,
    test,
  } as const;
  if ('topic' in audience) {
    await deps.ingest.send([{ type: 'fan-out-topic', ...run, topic: audience.topic }]);
    return { id: requestId, notifications: [], refused: [] };
  }
  const { accepted, refused } = await sortRecipients(audience.recipients, deps.users);
  if (accepted.length === 0) throw allRefused(refused);

  await Promise.all(accepted.map(({ id, contact }) => contact && deps.users.upsert(id, contact, deps.now())));
  await deps.ingest.send([toMessage(run, accepted)]);

  const notifications = accepted.map(({ id }) => ({ id: notificationIdFor(visibleAt(run), requestId, id), user: id }));
  return { id: requestId, notifications, refused };
}

/** Whom a request is for: recipients or a topic, never both or neither. */
function audienceOf({ recipients, topic }: PublishRequest): { recipients: readonly unknown[] } | { topic: string } {
  if (recipients !== undefined && topic === undefined) return { recipients };
  if (recipients === undefined && topic !== undefined) return { topic };

  const place = topic === undefined ? '/recipients' : '/topic';
  const detail = topic === undefined ? 'must be given, or a topic' : 'must not be given together with recipients';
  throw new Refused('body_invalid', 'name recipients or a topic, one of both', { places: [{ pointer: place, detail }] });
}

function checkRequest(request: PublishRequest, workflows: PublishDeps['workflows']): void {
  const workflow = workflows.get(request.workflow);
  if (workflow === undefined) {
    const known = [...workflows.keys()].join(', ');
    throw new Refused('workflow_unknown', `there is no workflow of that name; there are: ${known}`, {
      places: [{ pointer: '/workflow', detail: 'must be the key of a workflow' }],
    });
  }
  if (request.channels?.includes('sms') && workflow.sms === undefined) {
    const place = { pointer: `/channels/${request.channels.indexOf('sms')}`, detail: 'this workflow has no SMS text' };
    throw new Refused('channel_unsupported', `workflow "${workflow.key}" has no SMS text`, { places: [place] });
  }
  const payload = workflow.payload.safeParse(request.data);
  if (!payload.success) throw payloadInvalid(workflow, problemPlaces(payload.error, '/data'));
  const faults = copyFaults(workflow, payload.data, chooseChannels(workflow, request).channels);
  if (faults.length > 0) throw payloadInvalid(workflow, faults);
}

function keepTimes(request: PublishRequest, requestedAt: Date) {
  const times = judgeTimes(request, requestedAt);
  if (times.outcome === 'kept') return times;
  const details = times.faults.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
  throw new Refused('schedule_invalid', details.join('; '), { places: times.faults });
}

function payloadInvalid(workflow: Workflow, places: readonly ProblemPlace[]): Refused {
  return new Refused('payload_invalid', `the data does not fit workflow "${workflow.key}"`, { places });
}

async function sortRecipients(
  recipients: readonly unknown[],
  users: Users,
): Promise<{ accepted: Candidate[]; refused: Refusal[] }> {
  const { candidates, refused } = judgeRecipients(recipients);
  const named = candidates.filter(({ contact }) => contact === undefined).map(({ id }) => id);
  const known = named.length === 0 ? new Map() : await users.getMany(named);

  const isUnknown = ({ id, contact }: Candidate) => contact === undefined && !known.has(id);
  return {
    accepted: candidates.filter((candidate) => !isUnknown(candidate)),
    refused: [...refused, ...candidates.filter(isUnknown).map(unknownUser)],
  };
}

function unknownUser({ pointer, id }: Candidate): Refusal {
  return {
    pointer,
    code: 'recipient_unknown',
    detail: 'no such user is known; give an object with an id to create one',
    user: id,
  };
}

function allRefused(refused: readonly Refusal[]): Refused {
  const places = refused.map(({ pointer, detail }) => ({ pointer, detail }));
  return new Refused('recipients_refused', 'none of the recipients could be accepted', { places });
}

function toMessage(run: Omit<NotifyMessage, 'type' | 'userId'>, accepted: readonly Candidate[]): NotifyMessage | FanOutMessage {
  const [first, ...others] = accepted.map(({ id }) => id);
  if (first !== undefined && others.length === 0) return { type: 'notify', ...run, userId: first };
  return { type: 'fan-out', ...run, userIds: accepted.map(({ id }) => id) };
}
