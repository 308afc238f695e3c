import { counters } from '../../../contract/statistics/counters.ts';
import type { StatisticsAnswer, StatisticsRow } from '../../../contract/statistics/statistics.ts';

/** Writes statistics as CSV (RFC 4180), with a line of names. Columns are the same whatever was counted. */
export function toCsv({ by, data }: StatisticsAnswer): string {
  const names = [...by, ...Object.keys(counters), 'delivery_seconds_p50', 'delivery_seconds_p95', 'cost_usd'];
  const lines = data.map((row) => {
    const { delivery_seconds: times, ...cells } = row;
    const all = { ...cells, delivery_seconds_p50: times?.p50, delivery_seconds_p95: times?.p95 };
    return names.map((name) => toCell(all[name as keyof typeof all] as StatisticsRow['workflow'] | number));
  });
  return [names, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection */
export function toCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
