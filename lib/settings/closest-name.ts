/** The name that was probably meant by a mistyped one; none when nothing is within three edits. */
export function closestName(typed: string, names: readonly string[]): string | undefined {
  const closest = names.map((name) => ({ name, edits: countEdits(typed, name) })).sort((a, b) => a.edits - b.edits)[0];
  return closest !== undefined && closest.edits <= 3 ? closest.name : undefined;
}

/** How many letters to add, drop or change to make one word the other, whatever their case (Levenshtein). */
function countEdits(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);

  for (let line = 1; line <= a.length; line += 1) {
    const above = row;
    row = [line];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
