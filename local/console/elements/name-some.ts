const mostNamed = 5;

/** A few names, and how many more there are: a sentence stays one, however many it is about. */
export function nameSome(names: readonly string[]): string {
  const named = names.slice(0, mostNamed).join(', ');
  return names.length > mostNamed ? `${named} and ${names.length - mostNamed} more` : named;
}
