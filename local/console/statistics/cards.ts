import type { StatisticsAnswer } from '../../../contract/statistics/statistics.ts';
import { element } from '../elements/element.ts';
import { inDollars, inSeconds, inThousands, share } from './words.ts';

type Total = StatisticsAnswer['total'];

/** What stands on each card: its title, its figure, and what the figure is of. */
const cards: readonly [title: string, figure: (total: Total) => string, note: (total: Total) => string, wrong?: true][] = [
  ['Accepted', ({ accepted }) => inThousands(accepted), () => 'notifications'],
  ['Sent', ({ sent }) => inThousands(sent), () => 'messages'],
  ['Delivered', ({ delivered }) => inThousands(delivered), ({ delivered, sent }) => share(delivered, sent)],
  ['Bounced', ({ bounced }) => inThousands(bounced), ({ bounced, sent }) => share(bounced, sent), true],
  ['Complaints', ({ complained }) => inThousands(complained), ({ complained, sent }) => share(complained, sent), true],
  ['Read', ({ read }) => inThousands(read), () => 'in the inbox'],
  ['Opted out', ({ unsubscribed }) => inThousands(unsubscribed), () => 'of a category'],
  [
    'Delivery time',
    ({ delivery_seconds: times }) => (times ? inSeconds(times.p50) : '–'),
    ({ delivery_seconds: times }) => (times ? `p95 ${inSeconds(times.p95)}` : 'none yet'),
  ],
  ['Cost', ({ cost_usd }) => inDollars(cost_usd), () => 'to providers'],
];

/** Shows what all days come to. */
export function showCards(list: HTMLElement, total: Total, { channel }: { channel: string }): void {
  const fitting = cards.filter(([title]) => channel === '' || title !== 'Accepted'); // which are of no channel
  list.replaceChildren(
    ...fitting.map(([title, figure, note, wrong]) => {
      const value = figure(total);
      const kind = wrong && value !== '0' ? 'wrong' : '';
      return element(
        'div',
        { class: 'stat' },
        element('dt', {}, title),
        element('dd', { class: `stat-figure ${kind}` }, value),
        element('dd', { class: 'stat-note' }, note(total)),
      );
    }),
  );
}
