import type { ProviderAnswer } from '../../delivery/ports/providers.ts';
import { hasArrived, type Outcomes } from '../../delivery/rules/outcomes.ts';
import type { DeviceAnswer } from './ports/devices.ts';

/** What became of one message on the devices that were tried; `before`: on those that were done with before. */
export type Answered = { before: Outcomes; answers: readonly (readonly [id: string, answer: DeviceAnswer])[] };

/**
 * Says what a message has come to, by what became of it on each device. While a device may still get it, it is tried again, by
 * the devices that it is not done with. When none is left, it is sent if one of them has it, and has failed if none took it.
 */
export function combineAnswers({ before, answers }: Answered): ProviderAnswer {
  const of = <Outcome extends DeviceAnswer['outcome']>(outcome: Outcome) =>
    answers.flatMap(([, answer]) => (answer.outcome === outcome ? [answer as DeviceAnswer & { outcome: Outcome }] : []));
  const outcomes = { ...before, ...Object.fromEntries(answers.flatMap(([id, { outcome }]) => toOutcome(id, outcome))) };
  const rest = { detail: describe(outcomes, answers), outcomes };

  if (of('unknown').length > 0) return { outcome: 'unknown', ...rest };
  const [waiting, ...others] = of('not-now');
  if (waiting !== undefined) {
    const afterSeconds = Math.max(...[waiting, ...others].map((answer) => answer.afterSeconds ?? 0));
    return { outcome: 'not-now', because: waiting.because, ...rest, ...(afterSeconds > 0 && { afterSeconds }) };
  }
  if (hasArrived(outcomes))
    return { outcome: 'sent', providerId: of('sent')[0]?.providerId ?? Object.keys(outcomes).join(' '), ...rest };
  return { outcome: 'rejected', reason: of('rejected')[0]?.reason ?? 'no_address', ...rest };
}

/** A device that is done with: what is in doubt is tried once more, as the topic replaces what may have arrived. */
function toOutcome(id: string, outcome: DeviceAnswer['outcome']): [string, Outcomes[string]][] {
  return outcome === 'unknown' || outcome === 'not-now' ? [] : [[id, outcome]];
}

/** What the timeline says: how many have it, and of the others why not. No device is named by where it is reached. */
function describe(outcomes: Outcomes, answers: Answered['answers']): string {
  const have = Object.values(outcomes).filter((outcome) => outcome === 'sent').length;
  const all = new Set([...Object.keys(outcomes), ...answers.map(([id]) => id)]).size;
  const why = answers.flatMap(([id, answer]) => (answer.outcome === 'sent' ? [] : [`${id}: ${answer.detail}`]));
  return [`${have} of ${all} devices ${have === 1 ? 'has' : 'have'} it`, ...why].join('; ').slice(0, 600);
}
