import type { Dimension, StatisticsAnswer, StatisticsRow } from '../../../contract/statistics/statistics.ts';
import { byId, element } from '../elements/element.ts';
import { inDollars, inSeconds, inThousands } from './words.ts';

const counters = ['accepted', 'sent', 'delivered', 'bounced', 'complained', 'read', 'unsubscribed', 'failed', 'skipped'] as const;
const headsOf: Readonly<Record<(typeof counters)[number] | Dimension, string>> = {
  day: 'Day',
  workflow: 'Workflow',
  category: 'Category',
  channel: 'Channel',
  locale: 'Language',
  accepted: 'Accepted',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Spam',
  read: 'Read',
  unsubscribed: 'Opted out',
  failed: 'Failed',
  skipped: 'Skipped',
};
const bad = new Set<string>(['bounced', 'complained', 'failed']);

/** Shows the same numbers as text; the newest day first. */
export function showTable({ by, data }: StatisticsAnswer): void {
  const dimension = by[0] ?? 'day';
  const rows = dimension === 'day' ? data.toReversed() : data;
  const heads = [headsOf[dimension], ...counters.map((name) => headsOf[name]), 'p50', 'p95', 'Cost'];
  byId('statistics-heads').replaceChildren(...heads.map((head) => element('th', { scope: 'col' }, head)));
  byId('statistics-rows').replaceChildren(...rows.map((row) => toRow(row, dimension)));
  byId('statistics-empty').hidden = rows.length > 0;
  byId('statistics-table').hidden = rows.length === 0;
}

function toRow(row: StatisticsRow, dimension: Dimension): HTMLElement {
  const times = row.delivery_seconds;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, row[dimension] ?? `no ${headsOf[dimension].toLowerCase()}`),
    ...counters.map((name) =>
      element('td', { class: row[name] === 0 ? 'none' : bad.has(name) ? 'wrong' : '' }, inThousands(row[name])),
    ),
    element('td', { class: times ? '' : 'none' }, times ? inSeconds(times.p50) : '–'),
    element('td', { class: times ? '' : 'none' }, times ? inSeconds(times.p95) : '–'),
    element('td', {}, inDollars(row.cost_usd)),
  );
}
