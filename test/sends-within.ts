/** The most and the fewest sends in any stretch of so many seconds between the first send and the last. */
export function sendsWithin(seconds: number, sentAtMs: readonly number[]): { most: number; fewest: number } {
  const sent = [...sentAtMs].sort((one, other) => one - other);
  const lengthMs = seconds * 1_000;
  const last = sent.at(-1) ?? 0;
  if (last - (sent[0] ?? 0) < lengthMs) throw new Error(`there was sending for less than ${seconds} seconds`);

  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  let end = 0;
  let beyond = 0;
  for (const [index, from] of sent.entries()) {
    while (end < sent.length && (sent[end] ?? 0) < from + lengthMs) end += 1;
    most = Math.max(most, end - index); // from this send on
    while (beyond < sent.length && (sent[beyond] ?? 0) <= from + lengthMs) beyond += 1;
    if (from + lengthMs <= last) fewest = Math.min(fewest, beyond - index - 1); // from right after it
  }
  return { most, fewest };
}
