import { fingerprint } from '../../publishing/rules/fingerprint.ts';

/** Writes that somebody was told how many it is, as what they hand back: it is good for the same question alone. */
export function formatConfirmation(count: number, asked: unknown): string {
  return `${count}.${seal(count, asked)}`;
}

/** Reads how many were told; nothing when it was for another question. It tells mistakes, not forgery: whoever has the key may do it anyway. */
export function parseConfirmation(confirmation: string, asked: unknown): number | undefined {
  const [, digits] = /^(\d{1,6})\.[\da-f]{32}$/.exec(confirmation) ?? [];
  const count = Number(digits);
  return digits !== undefined && formatConfirmation(count, asked) === confirmation ? count : undefined;
}

function seal(count: number, asked: unknown): string {
  return fingerprint(JSON.stringify([count, sorted(asked)])).slice(0, 32);
}

/** The order in which fields were written says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => sorted(each ?? null));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, sorted(field)]);
}
