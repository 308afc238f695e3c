import type { Counter } from '../../../contract/statistics/counters.ts';
import type { Dimension, StatisticsAnswer, StatisticsRow } from '../../../contract/statistics/statistics.ts';
import { byId, element } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';
import { inDollars, inSeconds, inThousands } from './words.ts';

const dimensionHeads: Readonly<Record<Dimension, string>> = {
  day: 'Day',
  tenant: 'Tenant',
  workflow: 'Workflow',
  category: 'Category',
  channel: 'Channel',
  locale: 'Language',
  experiment: 'Experiment',
  variant: 'Variant',
};

/** Of every counter, in the order in which the CSV has them. */
const counterHeads: Readonly<Record<Counter, string>> = {
  accepted: 'Accepted',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Complaints',
  opened: 'Opened',
  opened_by_machine: 'Opened by a machine',
  clicked: 'Clicked',
  clicked_by_machine: 'Clicked by a machine',
  read: 'Read',
  unsubscribed: 'Opted out',
  digested: 'In digests',
  failed: 'Failed',
  unknown: 'Unknown',
  suppressed: 'Suppressed',
  skipped: 'Skipped',
  canceled: 'Canceled',
  expired: 'Expired',
  simulated: 'Simulated',
};
const counters = namesOf(counterHeads);
const bad = new Set<string>(['bounced', 'complained', 'failed']);

/** Shows the same numbers as text; the newest day first. */
export function showTable({ by, data }: StatisticsAnswer): void {
  const dimension = by[0] ?? 'day';
  const rows = dimension === 'day' ? data.toReversed() : data;
  const heads = [dimensionHeads[dimension], ...Object.values(counterHeads), 'p50', 'p95', 'Cost'];
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
    element('th', { scope: 'row' }, row[dimension] ?? `no ${dimensionHeads[dimension].toLowerCase()}`),
    ...counters.map((name) =>
      element('td', { class: row[name] === 0 ? 'none' : bad.has(name) ? 'wrong' : '' }, inThousands(row[name])),
    ),
    element('td', { class: times ? '' : 'none' }, times ? inSeconds(times.p50) : '–'),
    element('td', { class: times ? '' : 'none' }, times ? inSeconds(times.p95) : '–'),
    element('td', {}, inDollars(row.cost_usd)),
  );
}
