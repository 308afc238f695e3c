import type { ProblemPlace } from '../../contract/http/problems.ts';
import type { Actor } from '../../contract/publishing/actor.ts';
import type { PublishRequest, Refusal, SkippedChannel } from '../../contract/publishing/publish.ts';
import { mostLetters } from '../../contract/tenants/owned-ids.ts';
import { Refused, together } from '../errors.ts';
import { ownedBy, ownedIfGiven } from '../tenants/rules/owned.ts';
import type { User, Users } from '../users/ports/users.ts';
import { askSteps, hasSteps } from '../workflows/rules/ask-steps.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { findActor } from './find-actor.ts';
import { isDataShared, placeOfRecipient } from './rules/own-data.ts';
import { type Candidate, dialledNumbers, validateRecipients } from './rules/validate-recipients.ts';
import { validateTimes } from './rules/validate-times.ts';
import { validateContent } from './validate-content.ts';
import { validateOwnData } from './validate-own-data.ts';

/** A recipient who is accepted; `known` when there is such a user already. */
export type Accepted = Candidate & { known?: User };

/**
 * What is asked, for whom, when; nobody in particular when it goes to a topic. `skipped` are the channels that what the workflow says
 * is too long for.
 */
type Decided = {
  workflow: Workflow;
  times: KeptTimes;
  accepted: Accepted[];
  refused: Refusal[];
  skipped: SkippedChannel[];
  actor?: Actor;
};
type KeptTimes = Omit<Extract<ReturnType<typeof validateTimes>, { outcome: 'kept' }>, 'outcome'>;

type ValidateDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Pick<Users, 'getMany'>;
  /** Reads also the users who came with a contact, and all of them as they are now. */
  readAll?: boolean;
  /** The recipients, when somebody has begun to sort them already. */
  sorting?: Promise<SortedRecipients> | undefined;
  /** What was found to be wrong with it already: it is told last. */
  faults?: readonly Refused[] | undefined;
};

/**
 * Checks all that can be checked of a request: its workflow, its data in any language that it may be written in, times and recipients.
 * @throws Refused when any of it is wrong, with the code of what comes first and the places of all.
 */
export async function validatePublish(
  request: PublishRequest,
  at: Date,
  { workflows, sorting, faults: found = [], ...deps }: ValidateDeps,
): Promise<Decided> {
  const { workflow, faults: contentFaults, skipped } = validateContent(request, workflows);
  const times = validateTimes(request, at);
  const own = workflow === undefined ? { refused: [], skipped: [] } : validateOwnData(request, workflow);
  const { accepted, refused } = withoutUnfit(await (sorting ?? sortRecipients(request, deps)), own.refused);
  const asked = { ...deps, at };
  const actor = await findActor(ownedIfGiven(request.tenant, request.actor), deps);
  const unanswered = workflow && contentFaults.length === 0 ? findUnanswered(request, workflow, accepted, asked) : [];
  const faults = [
    ...contentFaults,
    ...(actor instanceof Refused ? [actor] : []),
    ...unanswered,
    ...(times.outcome === 'kept' ? [] : [scheduleInvalid(times.faults)]),
    ...topicFaults(request),
    ...(request.recipients !== undefined && accepted.length === 0 ? [allRefused(refused)] : []),
    ...found,
  ];
  if (faults.length > 0 || workflow === undefined || times.outcome !== 'kept' || actor instanceof Refused) throw together(faults);
  return { workflow, times, accepted, refused, skipped: [...skipped, ...own.skipped], ...(actor && { actor }) };
}

/** Finds a topic whose name is too long together with its tenant's. */
function topicFaults({ tenant, topic }: PublishRequest): Refused[] {
  if (topic === undefined || ownedBy(tenant, topic).length <= mostLetters) return [];
  const detail = `must have at most ${mostLetters} letters together with its tenant's`;
  return [new Refused('body_invalid', 'the topic is too long', { places: [{ pointer: '/topic', detail }] })];
}

/** Takes those out of the accepted whose own data does not fit the workflow. */
export function withoutUnfit<Each extends Candidate>(
  { accepted, refused }: Sorted<Each>,
  unfit: readonly Refusal[],
): Sorted<Each> {
  if (unfit.length === 0) return { accepted, refused };
  const places = new Set(unfit.map(({ pointer }) => placeOfRecipient(pointer)));
  return { accepted: accepted.filter(({ pointer }) => !places.has(pointer)), refused: [...refused, ...unfit] };
}

/**
 * What the workflow's steps cannot answer for these recipients, which is the publisher's to mend. Who came with a contact may be known all
 * the same, so they are asked about only when all have been read.
 */
function findUnanswered(
  { data, recipients, send_at }: PublishRequest,
  workflow: Workflow,
  accepted: readonly Accepted[],
  { readAll = false, at }: Pick<ValidateDeps, 'readAll'> & { at: Date },
): Refused[] {
  if (!hasSteps(workflow)) return [];
  const shared = isDataShared(recipients) ? workflow.payload.parse(data) : undefined;
  const since = send_at !== undefined && new Date(send_at) > at ? new Date(send_at) : at;
  const readable = accepted.filter(({ known }) => readAll || known !== undefined);
  const places = readable.flatMap(({ id, contact, known, pointer, data: own }) => {
    const parsed = own === undefined && shared !== undefined ? shared : workflow.payload.parse({ ...data, ...own });
    return askSteps(workflow, parsed, { user: { ...known, ...contact, id }, since }).faults.map(({ field, detail }) => ({
      pointer,
      detail: `workflow "${workflow.key}", ${field}: ${detail}`,
    }));
  });
  if (places.length === 0) return [];
  return [new Refused('payload_invalid', `workflow "${workflow.key}" cannot say whether or when it goes`, { places })];
}

const nobody: SortedRecipients = { accepted: [], refused: [] };

/** The refusal for times that cannot be kept. */
export function scheduleInvalid(faults: readonly ProblemPlace[]): Refused {
  const details = faults.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
  return new Refused('schedule_invalid', details.join('; '), { places: faults });
}

/** Who can be accepted, and who cannot, with the reason. */
export type SortedRecipients = Sorted<Accepted>;
type Sorted<Each> = { accepted: Each[]; refused: Refusal[] };

/** Sorts the recipients of a request, of which there are none when it goes to a topic. It changes nothing. */
export async function sortRecipients(
  { recipients, tenant }: PublishRequest,
  { users, readAll = false }: { users: Pick<Users, 'getMany'>; readAll?: boolean },
): Promise<SortedRecipients> {
  if (recipients === undefined) return nobody;
  const dialled = dialledNumbers(recipients, tenant);
  const home = dialled.length === 0 ? undefined : await users.getMany(dialled);
  const { candidates, refused } = validateRecipients(recipients, home, tenant);
  const named = candidates.filter(({ contact }) => readAll || contact === undefined).map(({ id }) => id);
  const known: ReadonlyMap<string, User> = await (readAll ? users.getMany(named) : findUsers(named, users));

  const isUnknown = ({ id, contact }: Candidate) => contact === undefined && !known.has(id);
  const accepted = candidates.filter((candidate) => !isUnknown(candidate));
  const allOfThem = [...refused, ...candidates.filter(isUnknown).map(unknownUser)];
  return { accepted: accepted.map((each) => ({ ...each, known: known.get(each.id) })), refused: allOfThem };
}

/** The users that exist, at half the price: only who was not found is looked for again, as they may have been made a moment ago. */
async function findUsers(ids: readonly string[], users: Pick<Users, 'getMany'>): Promise<ReadonlyMap<string, User>> {
  const found = await users.getMany(ids, { fresh: false });
  const others = ids.filter((id) => !found.has(id));
  return others.length === 0 ? found : new Map([...found, ...(await users.getMany(others))]);
}

function unknownUser({ pointer, id }: Candidate): Refusal {
  return {
    pointer,
    code: 'recipient_unknown',
    detail: 'no such user is known; say more of them than the id, like an email, to create one',
    user: id,
  };
}

/** The refusal where nobody is left. */
export function allRefused(refused: readonly Refusal[]): Refused {
  const places = refused.map(({ pointer, detail }) => ({ pointer, detail }));
  return new Refused('recipients_refused', 'none of the recipients could be accepted', { places });
}
