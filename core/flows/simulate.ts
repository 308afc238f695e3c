import type { Explanation } from '../../contract/notifications.ts';
import type { Contact } from '../../contract/publish.ts';
import type { SimulateAnswer, SimulatedChannel, SimulateRequest } from '../../contract/simulate.ts';
import { Refused } from '../errors.ts';
import type { Now, Suppressions, User, Users } from '../ports.ts';
import { renderCopy } from '../rules/copy.ts';
import { localClock, nextAt } from '../rules/local-time.ts';
import { addressOn, type PlannedUser } from '../rules/plan.ts';
import { planForUser } from '../rules/plan-for-user.ts';
import { type Choices, digestTimeOf } from '../rules/preferences.ts';
import { countSmsParts } from '../rules/sms-parts.ts';
import { type SmsPrices, smsCost } from '../rules/sms-price.ts';
import { suppressedReason } from '../rules/suppressed-reason.ts';
import type { Workflow } from '../rules/workflow.ts';
import { type Accepted, checkRequest, keepTimes, sortRecipients } from './judge-publish.ts';

/** Writes an e-mail to somebody, without a link to unsubscribe. */
export type WriteEmail = (notification: {
  workflow: string;
  data: Record<string, unknown>;
  locale?: string;
  timezone?: string;
}) => { subject: string; text: string };

export type SimulateDeps = {
  workflows: ReadonlyMap<string, Workflow>;
  users: Users;
  suppressions: Suppressions;
  writeEmail: WriteEmail;
  smsCountries: readonly string[];
  /** What an SMS costs; `dearestUsd` where it is not known. */
  prices: { prices: SmsPrices; dearestUsd: number };
  now: Now;
};

/** One of those who would get it, with what they have chosen. */
type Somebody = PlannedUser & Choices & { id: string; locale?: string; timezone?: string };

const emailUsd = 0.0001; // SES: $0.10 per thousand, https://aws.amazon.com/ses/pricing/

/**
 * What a publish would do, were it made now: per user and channel when, why, in which words and at what cost. Nothing is stored and
 * nothing is sent. Decided by the rule that dispatch goes by.
 * @throws Refused as a publish would.
 */
export async function simulate(
  { request, test }: { request: SimulateRequest; test: boolean },
  deps: SimulateDeps,
): Promise<SimulateAnswer> {
  const at = deps.now();
  const workflow = checkRequest(request, deps.workflows);
  const times = keepTimes(request, at);
  const { recipients } = request;
  if (recipients === undefined) {
    const place = { pointer: '/recipients', detail: 'must be given' };
    throw new Refused('body_invalid', 'name the recipients to simulate it for', { places: [place] });
  }
  const { accepted, refused } = await sortRecipients(recipients, { users: deps.users, readAll: true });
  const wishes = { priority: request.priority, channels: request.channels, ...toDates(times) };

  const data = await Promise.all(
    accepted.map(async (each) => {
      const user = asTheyWouldBe(each);
      const plan = planForUser({ workflow, user, wishes, test }, deps.smsCountries, at);
      const channels = await Promise.all(plan.map((planned) => tell(planned, { workflow, user, data: request.data, at }, deps)));
      return { user: user.id, timezone: digestTimeOf(user).zone, channels };
    }),
  );
  return { data, refused };
}

type Told = { workflow: Workflow; user: Somebody; data: Record<string, unknown>; at: Date };

async function tell(planned: Explanation, told: Told, deps: SimulateDeps): Promise<SimulatedChannel> {
  const when = whenOf(planned, told);
  const address = planned.channel === 'inbox' ? undefined : addressOn(planned.channel, told.user);
  const suppression = address === undefined ? undefined : await deps.suppressions.find(address);
  const { copy, costUsd } = write(planned.channel, told, deps);
  return {
    ...planned,
    ...(when && { at: when.toISOString(), local_time: toLocal(when, digestTimeOf(told.user).zone) }),
    ...(suppression && { suppressed: suppressedReason(suppression.reason) }),
    copy,
    cost_usd: planned.decision === 'skip' ? 0 : costUsd,
  };
}

function whenOf({ decision, until, cadence }: Explanation, { user, at }: Told): Date | undefined {
  switch (decision) {
    case 'send':
      return at;
    case 'hold':
      return until === undefined ? undefined : new Date(until);
    case 'digest': {
      const { time, weekday, zone } = digestTimeOf(user);
      return nextAt(at, cadence === 'weekly' ? { time, weekday } : { time }, zone);
    }
    case 'skip':
      return undefined;
    default:
      return decision satisfies never;
  }
}

function write(channel: Explanation['channel'], { workflow, user, data }: Told, { writeEmail, prices }: SimulateDeps) {
  const rendered = renderCopy(workflow, workflow.payload.parse(data), { channels: [channel], whereabouts: user });
  if (rendered.outcome === 'refused') return { copy: {}, costUsd: 0 }; // checked above, in this language too
  const { inbox, sms } = rendered.copy;
  switch (channel) {
    case 'inbox': {
      const { actionUrl: action_url, ...text } = inbox;
      return { copy: { inbox: { ...text, ...(action_url !== undefined && { action_url }) } }, costUsd: 0 };
    }
    case 'email': {
      const { subject, text } = writeEmail({ workflow: workflow.key, data, locale: user.locale, timezone: user.timezone });
      return { copy: { email: { subject, text } }, costUsd: emailUsd };
    }
    case 'sms': {
      if (sms === undefined) return { copy: {}, costUsd: 0 };
      const { parts } = countSmsParts(sms);
      const costUsd = user.phone === undefined ? 0 : smsCost({ number: user.phone, parts }, prices) / 1e6;
      return { copy: { sms: { text: sms, parts } }, costUsd };
    }
    default:
      return channel satisfies never;
  }
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
