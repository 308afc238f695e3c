/** Says a part of a whole in percent; with one digit behind the point where that is little. */
export function share(part: number, whole: number): string {
  if (whole === 0) return 'of none';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent === 0 || percent >= 10 ? Math.round(percent) : percent.toFixed(1)} %`;
}

/** Says a time as people do: `30 ms`, `0.4 s`, `12 s`, `3 min`, `5 h`. */
export function inSeconds(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 0.1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}

/** Says money in dollars: to the cent, and below a cent to the hundredth of one. */
export function inDollars(dollars: number): string {
  return `$${dollars.toFixed(dollars > 0 && dollars < 0.01 ? 4 : 2)}`;
}

/** Writes a count so that thousands can be read. */
export function inThousands(count: number): string {
  return count.toLocaleString('en-GB');
}
