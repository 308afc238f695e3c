import type { StatisticsAnswer } from '../../../contract/statistics/statistics.ts';
import { listedChannels } from '../delivery/channels.ts';
import { element } from '../elements/element.ts';
import { inDollars, inSeconds, inThousands, share } from './words.ts';

/** What all days come to, and how much of what was sent can bounce. */
type Total = StatisticsAnswer['total'] & { bounceable: number };

const bouncing = listedChannels.filter(({ can_bounce }) => can_bounce);
const ofBouncing = `of ${new Intl.ListFormat('en-GB').format(bouncing.map(({ many }) => many))}`;

/** What stands on each card: its title, its figure, and what the figure is of. */
const cards: readonly [title: string, figure: (total: Total) => string, note: (total: Total) => string, wrong?: true][] = [
  ['Accepted', ({ accepted }) => inThousands(accepted), () => 'notifications'],
  ['Sent', ({ sent }) => inThousands(sent), () => 'messages'],
  ['Delivered', ({ delivered }) => inThousands(delivered), ({ delivered, sent }) => share(delivered, sent)],
  ['Bounced', ({ bounced }) => inThousands(bounced), ({ bounced, bounceable }) => shareOfBouncing(bounced, bounceable), true],
  [
    'Complaints',
    ({ complained }) => inThousands(complained),
    ({ complained, bounceable }) => shareOfBouncing(complained, bounceable),
    true,
  ],
  ['Opened', ({ opened }) => inThousands(opened), ({ opened_by_machine: n }) => `and ${inThousands(n)} by a machine`],
  ['Clicked', ({ clicked }) => inThousands(clicked), ({ clicked_by_machine: n }) => `and ${inThousands(n)} by a machine`],
  ['Read', ({ read }) => inThousands(read), () => 'in the inbox'],
  ['Opted out', ({ unsubscribed }) => inThousands(unsubscribed), () => 'of a category'],
  [
    'Delivery time',
    ({ delivery_seconds: times }) => (times ? inSeconds(times.p50) : '–'),
    ({ delivery_seconds: times }) => (times ? `p95 ${inSeconds(times.p95)}` : 'none yet'),
  ],
  ['Cost', ({ cost_usd }) => inDollars(cost_usd), () => 'to providers'],
];

/** A share of what was sent on the channels that can bounce, which is what SES means by a rate. */
function shareOfBouncing(part: number, sent: number): string {
  return sent === 0 ? share(part, sent) : `${share(part, sent)} ${ofBouncing}`;
}

/** What is accepted is of no channel; and where no workflow tracks its e-mails, that none was opened says nothing. */
function saysSomething(
  title: string,
  { opened, opened_by_machine, clicked, clicked_by_machine }: Total,
  channel: string,
): boolean {
  if (title === 'Accepted') return channel === '';
  const isTracked = opened + opened_by_machine + clicked + clicked_by_machine > 0;
  return isTracked || (title !== 'Opened' && title !== 'Clicked');
}

/** Shows what all days come to; `channel`: the one that was asked for, if any. */
export function showCards(list: HTMLElement, byChannel: StatisticsAnswer, channel: string): void {
  const bounceable = byChannel.data.filter((row) => bouncing.some(({ name }) => name === row.channel));
  const total = { ...byChannel.total, bounceable: bounceable.reduce((sum, { sent }) => sum + sent, 0) };
  const fitting = cards.filter(([title]) => saysSomething(title, total, channel));
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
