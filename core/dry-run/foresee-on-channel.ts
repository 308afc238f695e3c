import { isSent, type SendChannel } from '../../contract/channels/channels.ts';
import type { DryRunChannel } from '../../contract/dry-run/dry-run.ts';
import type { Channel, Reason } from '../../contract/values.ts';
import { addressOn } from '../channels/rules/address.ts';
import type { TurnedDown } from '../delivery/ports/channel-sender.ts';
import { hasMissed } from '../delivery/rules/fallback.ts';
import { digestCategory } from '../digests/rules/digest-names.ts';
import type { PlannedUser } from '../planning/rules/candidate.ts';
import { type Choices, digestTimeOf, isOptedOut } from '../preferences/rules/preferences.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { suppressedReason } from '../suppressions/rules/suppressed-reason.ts';
import { localClock } from '../time/rules/local-time.ts';
import type { Copy } from '../workflows/rules/workflow.ts';
import type { ForeseenProvider } from './foresee-provider.ts';
import { type ForeseenOnChannel, type WriteEmail, writeCopy } from './foreseen-copy.ts';
import type { DryRunSender } from './ports/dry-run-sender.ts';
import { type Decision, type Foreseen, lastDecision } from './rules/foresee.ts';
import { type WhenItGoesDeps, whenItGoes } from './when-it-goes.ts';

export type ForeseeOnChannelDeps = WhenItGoesDeps & {
  suppressions: Pick<Suppressions, 'find'>;
  /** What each channel is asked, beside what is decided for all alike. */
  senders: Readonly<Record<SendChannel, DryRunSender>>;
  writeEmail: WriteEmail;
};

/** One of those who would get it, with what they have chosen. */
export type Somebody = PlannedUser & Choices & { id: string };

/** What is foreseen for one user. */
export type ForeseenForUser = Omit<ForeseenOnChannel, 'decision'> & {
  user: Somebody;
  now: Date;
  /** Who would send on each channel now. */
  providers: Partial<Record<Channel, ForeseenProvider>>;
};

/** What would happen on one channel, from what was decided about it. */
export async function foreseeOnChannel(
  decisions: Foreseen,
  forUser: ForeseenForUser,
  deps: ForeseeOnChannelDeps,
): Promise<DryRunChannel> {
  const [{ explanation: first }, ...later] = decisions;
  const decision = lastDecision(decisions);
  const goesAt = await whenItGoes(decision, forUser, deps);
  const { shown, copy } = writeCopy({ ...forUser, decision: decision.explanation }, deps);
  const suppressed = goesAt && (await findSuppression(decision, forUser, deps));
  const { refusal, costUsd, isPriceUnknown } = await askSender(
    first.channel,
    { copy, at: suppressed ? undefined : goesAt },
    forUser,
    deps,
  );
  return {
    ...first,
    ...(later.length > 0 && { afterwards: later.map(({ explanation: { channel: _same, ...decided } }) => decided) }),
    ...(goesAt && { at: goesAt.toISOString(), local_time: toLocal(goesAt, digestTimeOf(forUser.user).zone) }),
    ...(suppressed && { suppressed }),
    ...(refusal && { turned_down: { reason: refusal.reason, because: refusal.detail } }),
    ...(goesAt && !suppressed && !refusal && !forUser.test && forUser.providers[first.channel]),
    copy: shown,
    cost_usd: costUsd,
    ...(isPriceUnknown && { price_unknown: true as const }),
  };
}

/** Whether it would not reach the user after all. */
export function isMissed({ decision, afterwards, suppressed, turned_down }: DryRunChannel): boolean {
  const last = afterwards?.at(-1)?.decision ?? decision;
  return (
    last === 'send' &&
    (turned_down !== undefined || (suppressed !== undefined && hasMissed({ status: 'suppressed', reason: suppressed })))
  );
}

/** What is asked as soon as a sender has it in hand: what stands against the address, and whether they are rid of digests. */
async function findSuppression(
  { explanation: { channel, decision, cadence: frequency } }: Decision,
  { user, test }: ForeseenForUser,
  { suppressions }: ForeseeOnChannelDeps,
): Promise<Reason | undefined> {
  const address = addressOn(channel, user);
  const suppression = address === undefined ? undefined : await suppressions.find(address);
  if (suppression !== undefined) return suppressedReason(suppression.reason);
  const inDigest = decision === 'digest' && frequency !== undefined && !test;
  return inDigest && isOptedOut(user, digestCategory(frequency), channel) ? 'suppressed_unsubscribe' : undefined;
}

/** Asks the channel whether what goes at an instant would be let go, and what who sends now takes for it. A test asks nobody for leave, and is free. */
async function askSender(
  channel: Channel,
  { copy, at }: { copy: Copy | undefined; at: Date | undefined },
  { user, priority, test, providers }: ForeseenForUser,
  { senders }: ForeseeOnChannelDeps,
): Promise<{ refusal?: TurnedDown | undefined; costUsd: number; isPriceUnknown?: boolean }> {
  const to = addressOn(channel, user);
  if (!isSent(channel) || to === undefined || copy === undefined || at === undefined || test) return { costUsd: 0 };
  const message = { to, copy, priority, at };
  const refusal = await senders[channel].admit?.(message);
  if (refusal !== undefined) return { refusal, costUsd: 0 };
  const { provider } = providers[channel] ?? {};
  const isPriceUnknown = provider !== undefined && senders[channel].knowsPrice?.(provider, message) === false;
  return { costUsd: isPriceUnknown ? 0 : senders[channel].estimateUsd(message), isPriceUnknown };
}

function toLocal(at: Date, zone: string): string {
  const { date, time } = localClock(at, zone);
  return `${date}T${time}`;
}
