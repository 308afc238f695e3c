/** Puts a number before its noun: `1 row`, `2 rows`. */
export function countOf(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
