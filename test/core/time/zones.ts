/** Names that `Intl.supportedValuesOf` leaves out: other names of zones it lists, and UTC. */
const otherNames = [
  ['UTC', 'Etc/UTC', 'Etc/GMT+12', 'Etc/GMT-14', 'GMT', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Ho_Chi_Minh', 'Asia/Yangon'],
  ['Europe/Kyiv', 'America/Nuuk', 'America/Argentina/Buenos_Aires', 'Pacific/Kanton', 'US/Eastern', 'Africa/Asmara'],
].flat();

/** Every zone that Intl lists, and more names. */
export const everyZone = [...new Set([...Intl.supportedValuesOf('timeZone'), ...otherNames])];

/** What clocks in a zone show, `2026-11-22 08:00`, as Intl writes it: nothing of ours has a part in it. */
export function shownAt(at: Date, zone: string): string {
  const kept = writers.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  writers.set(zone, kept);
  return kept.format(at);
}

const writers = new Map<string, Intl.DateTimeFormat>();

/** A change of a zone's clocks: when, and how far ahead of UTC they are from then on, in milliseconds. */
type Change = { at: Date; ahead: number };

/**
 * One zone of each kind: those that are left out run exactly as one that is in, from the first year to the last. A rule sees
 * nothing of a zone but its offsets, so it is at work in all when it is in these.
 */
export function zonesOfEachKind(firstYear: number, lastYear: number): { zone: string; changes: Change[] }[] {
  const kinds = new Map<string, { zone: string; changes: Change[] }>();
  for (const zone of everyZone) {
    const changes = changesOf(zone, firstYear, lastYear);
    const kind = JSON.stringify([offset(Date.UTC(firstYear, 0, 1), zone), changes]);
    if (!kinds.has(kind)) kinds.set(kind, { zone, changes });
  }
  return [...kinds.values()];
}

/** Every instant at which a zone of each kind changes its clocks, from the first year to the last. */
export function* changesOfEachKind(firstYear: number, lastYear: number): Generator<{ zone: string; at: Date }> {
  for (const { zone, changes } of zonesOfEachKind(firstYear, lastYear)) {
    for (const { at } of changes) yield { zone, at };
  }
}

/** Finds every change of a zone by looking once a week: no zone of today changes its clocks and takes it back in less. */
export function changesOf(zone: string, firstYear: number, lastYear: number): Change[] {
  const step = 7 * 86_400_000;
  const end = Date.UTC(lastYear + 1, 0, 1);
  const changes: Change[] = [];
  let ahead = offset(Date.UTC(firstYear, 0, 1), zone);
  for (let to = Date.UTC(firstYear, 0, 1) + step; to < end + step; to += step) {
    const next = offset(to, zone);
    if (next !== ahead) changes.push({ at: changeWithin(to - step, to, zone), ahead: next });
    ahead = next;
  }
  return changes;
}

function changeWithin(from: number, to: number, zone: string): Date {
  let [low, high] = [from, to];
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000;
    if (offset(middle, zone) === offset(from, zone)) low = middle;
    else high = middle;
  }
  return new Date(high);
}

function offset(at: number, zone: string): number {
  return Date.parse(`${shownAt(new Date(at), zone).replace(' ', 'T')}Z`) - at;
}
