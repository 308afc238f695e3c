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

/** Every instant at which a zone changes its clocks, from the first year to the last. Found by looking twice a day. */
export function* changesOfEveryZone(firstYear: number, lastYear: number): Generator<{ zone: string; at: Date }> {
  const end = Date.UTC(lastYear + 1, 0, 1);
  for (const zone of everyZone) {
    let from = Date.UTC(firstYear, 0, 1);
    for (let to = from + 43_200_000; to < end; to += 43_200_000) {
      if (offset(from, zone) !== offset(to, zone)) yield { zone, at: changeWithin(from, to, zone) };
      from = to;
    }
  }
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
