import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';
import type { ComparedVariant, Comparison } from '../../../contract/statistics/comparison.ts';
import { count } from '../elements/count.ts';
import { byId, element } from '../elements/element.ts';
import { share } from './words.ts';

/** Workflows with an experiment; how variants are weighted is only there. */
export type Weighed = Pick<WorkflowAnswer, 'experiment'>;

const svgNames = 'http://www.w3.org/2000/svg';
const height = 16;

/** Shows how the variants of experiments stand: each a bar from where its rate may begin to where it may end, and a sentence. */
export function showExperiments(comparisons: readonly Comparison[], workflows: readonly Weighed[]): void {
  const each = [...new Map(comparisons.map((comparison) => [comparison.experiment, comparison])).values()];
  byId('statistics-experiments').replaceChildren(...each.map((comparison) => toSection(comparison, workflows)));
}

function toSection(comparison: Comparison, workflows: readonly Weighed[]): HTMLElement {
  const { experiment: id, variants, text, held_out } = comparison;
  const running = workflows.find(({ experiment }) => experiment?.id === id)?.experiment;
  const all = running?.variants.reduce((sum, { weight }) => sum + weight, 0) ?? 0;
  const weightOf = (name: string) => running?.variants.find(({ variant }) => variant === name)?.weight;
  const most = Math.max(0.01, ...variants.filter(({ of }) => of > 0).map(({ interval: { high } }) => high));
  return element(
    'section',
    { class: 'experiment', 'aria-labelledby': `experiment-${id}` },
    element('h3', { id: `experiment-${id}` }, `Experiment ${id}`),
    element('p', {}, text),
    element(
      'ul',
      { class: 'variants' },
      variants.map((variant) => toVariant(variant, { weight: weightOf(variant.variant), all, most })),
    ),
    held_out > 0 &&
      element(
        'p',
        { class: 'hint' },
        `${count(held_out, 'notification')} ${held_out === 1 ? 'was' : 'were'} held out and went to nobody, which your own figures judge.`,
      ),
  );
}

type Scale = { weight: number | undefined; all: number; most: number };

function toVariant(variant: ComparedVariant, { weight, all, most }: Scale): HTMLElement {
  const part = weight === undefined ? '' : `${share(weight, all)} of users`;
  return element(
    'li',
    { class: `variant ${variant.beside_first?.verdict ?? 'first'}` },
    element('span', { class: 'variant-name' }, variant.variant, element('small', {}, part)),
    toBar(variant, most),
    element('span', { class: 'variant-text' }, variant.text),
  );
}

/** Draws the rate as a dot on a line from the low to the high end; one of which nothing is known has neither. The sentence says the same. */
function toBar({ rate, interval: { low, high } }: ComparedVariant, most: number): Element {
  const at = (share: number) => `${(100 * Math.min(share, most)) / most}%`;
  const middle = height / 2;
  const svg = drawing('svg', { class: 'interval', height, 'aria-hidden': 'true' });
  svg.append(drawing('line', { class: 'track', x1: '0%', x2: '100%', y1: middle, y2: middle }));
  if (rate !== undefined)
    svg.append(
      drawing('line', { class: 'range', x1: at(low), x2: at(high), y1: middle, y2: middle }),
      drawing('circle', { class: 'rate', cx: at(rate), cy: middle, r: 4 }),
    );
  return svg;
}

function drawing(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const made = document.createElementNS(svgNames, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
