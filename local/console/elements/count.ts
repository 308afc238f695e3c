/** Puts a number before its noun: `1 user`, `2 users`. */
export function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
