import type { DryRunAnswer, DryRunChannel, DryRunRequest } from '../../contract/dry-run/dry-run.ts';
import type { Contact } from '../../contract/publishing/publish.ts';
import type { Channel, Reason } from '../../contract/values.ts';
import { writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import { addressOn } from '../channels/rules/address.ts';
import { decideSms, type SmsTerms } from '../channels/sms/admit-sms.ts';
import type { SmsMeter } from '../channels/sms/ports/sms-meter.ts';
import { describeFallback, type Fallback, hasMissed, mayAddFor } from '../delivery/rules/fallback.ts';
import type { Digests } from '../digests/ports/digests.ts';
import { digestCategory } from '../digests/rules/digest-names.ts';
import { foreseeDigest } from '../digests/rules/foresee-digest.ts';
import { FrequencyCapReached } from '../errors.ts';
import { enforceFrequencyCaps } from '../planning/enforce-frequency-caps.ts';
import type { FrequencyCapCounts } from '../planning/ports/frequency-caps.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import type { FrequencyCapPolicy } from '../planning/rules/frequency-cap.ts';
import type { PlannedUser } from '../planning/rules/plan.ts';
import { capWindowsOf, type NewPlan } from '../planning/rules/plan-for-user.ts';
import { type Choices, digestTimeOf, isOptedOut } from '../preferences/rules/preferences.ts';
import { type Accepted, validateRequest } from '../publishing/validate-publish.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { suppressedReason } from '../suppressions/rules/suppressed-reason.ts';
import type { Now } from '../time/ports/clock.ts';
import { localClock } from '../time/rules/local-time.ts';
import type { User, Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { costOf, type ForeseenOnChannel, type WriteEmail, writeCopy } from './foreseen-copy.ts';
import { type Decision, type Foreseen, foresee, lastDecision } from './rules/foresee.ts';
import { foreseeFallback } from './rules/foresee-fallback.ts';

export type DryRunDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Users;
  digests: Pick<Digests, 'state'>;
  suppressions: Pick<Suppressions, 'find'>;
  meter: Pick<SmsMeter, 'decide'>;
  terms: SmsTerms;
  frequencyCapCounts: FrequencyCapCounts;
  frequencyCapPolicy?: FrequencyCapPolicy;
  writeEmail: WriteEmail;
  now: Now;
};

type Fresh = NewPlan & { user: Somebody };

/** One of those who would get it, with what they have chosen. */
type Somebody = PlannedUser & Choices & { id: string };

/** What is foreseen for one user; `plan` has the last decision for each channel. */
type ForeseenForUser = Omit<ForeseenOnChannel, 'decision'> & {
  user: Somebody;
  now: Date;
  plan: Foreseen[];
  known: Known;
  fit: NewPlan['fit'];
};

/**
 * What a publish would do, were it made now: per user and channel when, why, in which words and at what cost. Nothing is stored and
 * nothing is sent. Decided by the rules that dispatch and release go by.
 * @throws Refused as a publish would.
 */
export async function dryRun(
  { request, test }: { request: DryRunRequest; test: boolean },
  deps: DryRunDeps,
): Promise<DryRunAnswer> {
  const now = deps.now();
  const { workflow, times, accepted, refused } = await validateRequest(request, now, { ...deps, readAll: true });
  const { data, priority = workflow.priority } = request;
  const overrides = { priority: request.priority, channels: request.channels, ...toDates(times) };

  const users = await Promise.all(
    accepted.map(async (each) => {
      const user = asTheyWouldBe(each);
      const { channels: chosen } = chooseChannels(workflow, overrides);
      const { fit } = writeStoredCopy(workflow, data, { channels: chosen, whereabouts: user });
      const fresh = { workflow, user, overrides, test, fit };
      const channels = await foreseeAll(fresh, { workflow, user, data, priority, test, now }, deps);
      return { user: user.id, timezone: digestTimeOf(user).zone, channels };
    }),
  );
  return { data: users, refused };
}

/** Plans as dispatch and each release do; what they count for the frequency caps is only looked up here. */
function foreseeWithinCaps(
  fresh: Fresh,
  missed: readonly Channel[],
  { at, deps }: { at: Date; deps: DryRunDeps },
): Promise<Foreseen[]> {
  return enforceFrequencyCaps({ policy: deps.frequencyCapPolicy, test: fresh.test }, async (frequencyCaps) => {
    const planned = { ...fresh, frequencyCaps };
    const foreseen = foresee(planned, { smsCountries: deps.terms.countries, missed }, at);
    const capWindows = foreseen.flat().flatMap(({ explanation, at }) => capWindowsOf([explanation], planned, at));
    const usedUp = await deps.frequencyCapCounts.usedUp(fresh.user.id, capWindows);
    if (usedUp.length > 0) throw new FrequencyCapReached(usedUp);
    return foreseen;
  });
}

/** What is known to go wrong: channels that do not reach the user, and when each of them ends so. */
type Known = { missed: Channel[]; endedAt: Partial<Record<Channel, string>> };

/** Foresees, and again with what turned out to go wrong: what waited for a reader goes earlier then. */
async function foreseeAll(
  fresh: Fresh,
  forUser: Omit<ForeseenForUser, 'plan' | 'known' | 'fit'>,
  deps: DryRunDeps,
): Promise<DryRunChannel[]> {
  for (let known: Known = { missed: [], endedAt: {} }; ; ) {
    const plan = await foreseeWithinCaps(fresh, known.missed, { at: forUser.now, deps });
    const channels = await Promise.all(
      plan.map((decisions) => foreseeOnChannel(decisions, { ...forUser, plan, known, fit: fresh.fit }, deps)),
    );
    const next = fresh.test ? known : learn(channels, known);
    if (JSON.stringify(next) === JSON.stringify(known)) return channels;
    known = next;
  }
}

/** What was once known to be missed stays so: what it hurried may change the hour, and not who is reached. */
function learn(channels: readonly DryRunChannel[], { missed }: Known): Known {
  const found = channels.filter(isMissed).map(({ channel }) => channel);
  const ended = channels.flatMap(({ channel, suppressed, turned_down, at }) =>
    at && (suppressed || turned_down) ? [[channel, at]] : [],
  );
  return { missed: [...new Set([...missed, ...found])], endedAt: Object.fromEntries(ended) };
}

function isMissed({ decision, afterwards, suppressed, turned_down }: Omit<DryRunChannel, 'fallback'>): boolean {
  const last = afterwards?.at(-1)?.decision ?? decision;
  return (
    last === 'send' &&
    (turned_down !== undefined || (suppressed !== undefined && hasMissed({ status: 'suppressed', reason: suppressed })))
  );
}

async function foreseeOnChannel(decisions: Foreseen, forUser: ForeseenForUser, deps: DryRunDeps): Promise<DryRunChannel> {
  const [{ explanation: first }, ...later] = decisions;
  const decision = lastDecision(decisions);
  const goesAt = await whenItGoes(decision, forUser, deps);
  const copy = writeCopy({ ...forUser, decision: decision.explanation }, deps);
  const suppressed = goesAt && (await findSuppression(decision, forUser, deps));
  const turnedDown = goesAt && !suppressed && (await askForSms(copy.sms?.text, goesAt, forUser, deps));
  const isSent = goesAt && !suppressed && !turnedDown && !forUser.test;
  const foreseen = {
    ...first,
    ...(later.length > 0 && { afterwards: later.map(({ explanation: { channel: _same, ...decided } }) => decided) }),
    ...(goesAt && { at: goesAt.toISOString(), local_time: toLocal(goesAt, digestTimeOf(forUser.user).zone) }),
    ...(suppressed && { suppressed }),
    ...(turnedDown && { turned_down: turnedDown }),
    copy,
    cost_usd: isSent ? costOf(copy, forUser.user, deps.terms) : 0,
  };
  const fallback =
    goesAt && !forUser.test && isMissed(foreseen) ? foreseeFallback(first.channel, goesAt, toEnds(forUser)) : undefined;
  return fallback === undefined ? foreseen : withFallback(foreseen, fallback);
}

function toEnds({ user, workflow, plan, known, fit }: ForeseenForUser) {
  return { plan, endedAt: known.endedAt, mayAdd: mayAddFor(user, workflow, fit) };
}

function withFallback(foreseen: DryRunChannel, fallback: Fallback): DryRunChannel {
  const { turned_down } = foreseen;
  const because = describeFallback(fallback);
  return {
    ...foreseen,
    ...(turned_down && { turned_down: { ...turned_down, because: `${turned_down.because}; ${because}` } }),
    fallback: { channel: fallback.channel, because },
  };
}

async function whenItGoes(
  { at, explanation }: Decision,
  { user, test, now }: ForeseenForUser,
  { digests }: DryRunDeps,
): Promise<Date | undefined> {
  const { decision, cadence: frequency, until } = explanation;
  switch (decision) {
    case 'send':
      return at;
    case 'hold':
      return until === undefined ? undefined : new Date(until);
    case 'digest': {
      if (frequency === undefined || test) return at; // what a test key sends waits for no digest
      const state = await digests.state(user.id, frequency);
      return foreseeDigest(state, { frequency, clock: digestTimeOf(user), now, entersAt: at });
    }
    case 'skip':
      return undefined;
    default:
      return decision satisfies never;
  }
}

/** What is asked as soon as a sender has it in hand: what stands against the address, and whether they are rid of digests. */
async function findSuppression(
  { explanation: { channel, decision, cadence: frequency } }: Decision,
  { user, test }: ForeseenForUser,
  { suppressions }: DryRunDeps,
): Promise<Reason | undefined> {
  const address = addressOn(channel, user);
  const suppression = address === undefined ? undefined : await suppressions.find(address);
  if (suppression !== undefined) return suppressedReason(suppression.reason);
  const inDigest = decision === 'digest' && frequency !== undefined && !test;
  return inDigest && isOptedOut(user, digestCategory(frequency), channel) ? 'suppressed_unsubscribe' : undefined;
}

async function askForSms(text: string | undefined, at: Date, { user, priority, test }: ForeseenForUser, deps: DryRunDeps) {
  if (text === undefined || user.phone === undefined || test) return undefined; // a test asks nobody for leave
  const refusal = await decideSms({ to: user.phone, text, priority, at }, deps);
  return refusal && { reason: refusal.reason, because: refusal.detail };
}

/** The user as a publish would leave them: what it brings replaces what is known. */
function asTheyWouldBe({ id, contact, known }: Accepted): Somebody {
  const given: Partial<User> & Contact = { ...known, ...contact };
  return { ...given, id };
}

function toDates({ sendAt, expiresAt }: { sendAt?: string | undefined; expiresAt?: string | undefined }) {
  return {
    ...(sendAt !== undefined && { sendAt: new Date(sendAt) }),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
  };
}

function toLocal(at: Date, zone: string): string {
  const { date, time } = localClock(at, zone);
  return `${date}T${time}`;
}
