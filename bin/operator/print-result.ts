/** Prints what a command found: as one JSON document for machines, else as lines for people. */
export function printResult(json: boolean | undefined, document: unknown, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(document, undefined, 2) : lines.map(printable).join('\n'));
}

/** The text without control characters, which a terminal would obey: what a mail server said may stand in it. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
