import { type Goal, goals } from '../../../contract/experiments/experiment.ts';
import { type ComparedVariant, type Comparison, leastReached } from '../../../contract/statistics/comparison.ts';

/** What a variant is told beside, and whether its experiment has ended, so that no more will come. */
type Beside = { first: string; goal: Goal; sample: number; hasEnded: boolean };

/** Says a variant in a sentence, and in a second one what can be said of it beside the first. */
export function describeVariant(
  { variant, of, reached, rate, interval, beside_first }: Omit<ComparedVariant, 'text'>,
  beside: Beside,
): string {
  const share =
    rate === undefined ? '' : `: ${percent(rate)} %, between ${percent(interval.low)} and ${percent(interval.high)} %`;
  const told = `"${variant}": ${reached} of ${of} ${goals[beside.goal].words}${share}.`;
  const isLeftOut = beside_first === undefined || (beside.hasEnded && beside_first.verdict === 'not_enough_yet');
  return isLeftOut ? told : `${told} ${describeBeside(beside_first, beside)}`;
}

function describeBeside(
  { interval: { low, high }, verdict }: NonNullable<ComparedVariant['beside_first']>,
  { first, goal, sample }: Beside,
): string {
  const points = (from: number, to: number) => `by ${percent(from)} to ${percent(to)} percentage points`;
  switch (verdict) {
    case 'not_enough_yet':
      return `Not enough yet to compare it with "${first}": both need ${sample} notifications, and ${leastReached} that ${goals[goal].words}.`;
    case 'no_difference_shown':
      return `No difference from "${first}" is shown: it may be ${percent(-low)} percentage points worse, or ${percent(high)} better.`;
    case 'better':
      return `Better than "${first}" ${points(low, high)}.`;
    case 'worse':
      return `Worse than "${first}" ${points(-high, -low)}.`;
    default:
      return verdict satisfies never;
  }
}

/** Says in a sentence how an experiment stands. */
export function describeComparison({ experiment, winner, variants }: Omit<Comparison, 'text'>): string {
  const verdicts = variants.flatMap(({ variant, beside_first }) => (beside_first ? [{ variant, ...beside_first }] : []));
  const better = verdicts.filter(({ verdict }) => verdict === 'better').map(({ variant }) => `"${variant}"`);
  if (winner !== undefined) return `The experiment "${experiment}" has ended: all users get "${winner}".`;
  if (verdicts.length === 0) return `The experiment "${experiment}" has one variant: there is nothing to compare it with here.`;
  if (verdicts.some(({ verdict }) => verdict === 'not_enough_yet')) return `Not enough yet in the experiment "${experiment}".`;
  const first = variants[0]?.variant ?? '';
  if (better.length > 0) return `In the experiment "${experiment}", ${better.join(' and ')} did better than "${first}".`;
  const all = verdicts.every(({ verdict }) => verdict === 'worse')
    ? `no variant did better than "${first}"`
    : 'no difference is shown';
  return `In the experiment "${experiment}", ${all}.`;
}

/** Says a share in percent, to a tenth. */
function percent(share: number): string {
  return (100 * share).toFixed(1);
}
