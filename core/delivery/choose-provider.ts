import type { SendChannel } from '../../contract/channels/channels.ts';
import type { ProviderList } from '../../contract/channels/provider-definition.ts';
import { type ProviderName, providersOf } from '../../contract/channels/providers.ts';
import { RetryableError } from '../errors.ts';
import { letThrough, type PauseDeps, recordDown, recordPause } from './enforce-pause.ts';
import type { PausableQueue } from './ports/pauses.ts';
import type { ProviderAnswer } from './ports/providers.ts';
import type { MessageRecord } from './ports/records.ts';
import { mayHaveGone, providerInDoubt } from './rules/provider-in-doubt.ts';

/** Who sends the messages of a channel, in the order of the owner: the first that is not paused. */
export type ProviderOrder = PauseDeps & { channel: SendChannel; names: readonly ProviderName[] };

/** Who sends a message, and what its timeline says of that; `gone`: the provider that may have it is not one of the stage's any more. */
export type Choice = { provider: ProviderName; detail?: string } | 'gone';

/**
 * Chooses who sends a message: the first that is not paused, and of one that may have been sent before nobody but who may have it.
 * @throws RetryableError when all are paused, for the whole batch; or the one that it has to be.
 */
export async function chooseProvider(
  message: MessageRecord,
  refusedBy: readonly ProviderName[],
  order: ProviderOrder,
): Promise<Choice> {
  const { names } = order;
  const [first] = names as [ProviderName];
  const inDoubt = providerInDoubt(message, first);
  if (inDoubt !== undefined && !names.includes(inDoubt)) return 'gone';
  if (names.length === 1) return { provider: first };

  const candidates = inDoubt === undefined ? names.filter((name) => !refusedBy.includes(name)) : [inDoubt];
  const waits: { why: string; afterSeconds: number }[] = [];
  for (const provider of candidates) {
    const paused = await letThrough(markOf(provider), order);
    if (paused === undefined) return { provider, detail: describe(provider, waits[0]?.why, order) };
    waits.push(paused);
  }
  const afterSeconds = Math.min(...waits.map((wait) => wait.afterSeconds));
  const why = waits.map((wait) => wait.why).join('; ');
  throw new RetryableError(`every provider of ${order.channel} is paused: ${why}`, {
    afterSeconds: Number.isFinite(afterSeconds) ? afterSeconds : 1,
    ...(inDoubt === undefined && { stopBatch: true }),
  });
}

/**
 * Whether another provider may be asked at once: this one has certainly not sent it, and no one may have before. What was throttled waits for
 * this one, as that is over in a moment.
 */
export function mayGoByAnother(
  answer: ProviderAnswer,
  { events }: MessageRecord,
  refusedBy: number,
  { names }: ProviderOrder,
): boolean {
  if (answer.outcome !== 'not-now' || answer.because === 'throttled' || refusedBy >= names.length) return false;
  return !mayHaveGone(events);
}

/** Learns from what a provider said, where there are several: that one is paused, and the others go on. */
export async function learnOfProvider(provider: ProviderName, answer: ProviderAnswer, order: ProviderOrder): Promise<void> {
  if (order.names.length === 1) return;
  try {
    await recordPause(markOf(provider), answer, order);
    await recordDown(markOf(provider), answer, order);
    // while there was one provider, its queue was paused: that mark is lifted as well
    if (answer.outcome === 'sent') await recordPause(order.channel as PausableQueue, answer, order);
  } catch {
    // the next answer teaches the same; this one must not be lost over it
  }
}

/** Under which name a provider is marked as paused. */
export function markOf(provider: ProviderName): PausableQueue {
  return `provider:${provider}`;
}

function describe(provider: ProviderName, why: string | undefined, { channel, names }: ProviderOrder): string {
  const titleOf = (name: ProviderName) => (providersOf(channel) as ProviderList)[name]?.title ?? name;
  const by = `by ${titleOf(provider)}`;
  return why === undefined ? by : `${by}, as ${titleOf(names[0] as ProviderName)} is paused: ${why}`.slice(0, 300);
}
