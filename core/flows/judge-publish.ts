import type { ProblemPlace } from '../../contract/problems.ts';
import type { PublishRequest, Refusal } from '../../contract/publish.ts';
import { Refused } from '../errors.ts';
import type { User, Users } from '../ports/users.ts';
import { chooseChannels } from '../rules/choose-channels.ts';
import { copyFaults } from '../rules/copy.ts';
import { type Candidate, judgeRecipients } from '../rules/judge-recipients.ts';
import { judgeTimes } from '../rules/judge-times.ts';
import { problemPlaces } from '../rules/problem-places.ts';
import type { Workflow } from '../rules/workflow.ts';

/** A recipient who is accepted; `known` when there is such a user already. */
export type Accepted = Candidate & { known?: User };

/**
 * Checks what can be checked of a request without its recipients; answers its workflow.
 * @throws Refused when it is wrong, in any language that it may be written in.
 */
export function checkRequest(request: PublishRequest, workflows: ReadonlyMap<string, Workflow>): Workflow {
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
  return workflow;
}

/**
 * The times that a request gives.
 * @throws Refused when they contradict one another.
 */
export function keepTimes(request: PublishRequest, requestedAt: Date) {
  const times = judgeTimes(request, requestedAt);
  if (times.outcome === 'kept') return times;
  const details = times.faults.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
  throw new Refused('schedule_invalid', details.join('; '), { places: times.faults });
}

function payloadInvalid(workflow: Workflow, places: readonly ProblemPlace[]): Refused {
  return new Refused('payload_invalid', `the data does not fit workflow "${workflow.key}"`, { places });
}

/**
 * Those who can be accepted, and those who cannot, with the reason. `readAll` reads also the users who came with a contact.
 * @throws Refused when nobody can be accepted.
 */
export async function sortRecipients(
  recipients: readonly unknown[],
  { users, readAll = false }: { users: Users; readAll?: boolean },
): Promise<{ accepted: Accepted[]; refused: Refusal[] }> {
  const { candidates, refused } = judgeRecipients(recipients);
  const named = candidates.filter(({ contact }) => readAll || contact === undefined).map(({ id }) => id);
  const known: Map<string, User> = named.length === 0 ? new Map() : await users.getMany(named);

  const isUnknown = ({ id, contact }: Candidate) => contact === undefined && !known.has(id);
  const accepted = candidates.filter((candidate) => !isUnknown(candidate));
  const allOfThem = [...refused, ...candidates.filter(isUnknown).map(unknownUser)];
  if (accepted.length === 0) throw allRefused(allOfThem);
  return { accepted: accepted.map((each) => ({ ...each, known: known.get(each.id) })), refused: allOfThem };
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
