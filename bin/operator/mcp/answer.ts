/** What a tool answers, a line for each thing; `cursor`: where the list goes on. */
export type Answer = { lines: readonly string[]; cursor?: string | undefined };

/** What an assistant still reads as a whole: some five thousand tokens. */
const mostLetters = 20_000;

/** Writes an answer as text of a bounded size, and says of what was left out that it was, and how to get it. */
export function fitAnswer({ lines, cursor }: Answer, most = mostLetters): string {
  const [first = 'there are none', ...others] = lines;
  if (first.length > most) return `${first.slice(0, most)}\n[cut: ${most} of ${first.length} characters are shown; ask for less]`;

  const shown = [first];
  let letters = first.length;
  for (const line of others) {
    letters += line.length + 1;
    if (letters > most) return [...shown, whatIsLeft(shown.length, lines.length)].join('\n');
    shown.push(line);
  }
  if (cursor !== undefined) shown.push(`[there is more: ask the same again with "cursor": ${JSON.stringify(cursor)}]`);
  return shown.join('\n');
}

/** No cursor goes with it: it would lead past what was left out. */
function whatIsLeft(shown: number, all: number): string {
  return `[cut: ${shown} of ${all} lines are shown; ask for less, by a filter or a smaller limit]`;
}
