/** Says until when something is held back. A pause that ran out lasts until a message has tried: it names no time that has passed. */
export function describeUntil(until: string, shown: string, now: Date): string {
  return Date.parse(until) > now.getTime() ? ` until ${shown}` : '; its next message tries again';
}
