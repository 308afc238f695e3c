/** What Python keeps for itself, as far as the API has a field or a parameter of that name. */
export const keywords: ReadonlySet<string> = new Set([
  'and',
  'as',
  'class',
  'for',
  'from',
  'if',
  'import',
  'in',
  'is',
  'not',
  'or',
  'with',
]);

/** Writes `message.sent` as `MessageSent`, and `next_cursor` as `NextCursor`. */
export function pascal(name: string): string {
  return name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Writes `readChatConnection` as `read_chat_connection`. */
export function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Prints a docstring, on lines of at most a hundred characters where words allow it. */
export function docstring(text: string, margin: string): string {
  const lines: string[] = [''];
  for (const word of text.replaceAll('\\', '\\\\').split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length < 88) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    else lines.push(word);
  }
  const body = lines.join(`\n${margin}`);
  return `${margin}"""${body}${body.endsWith('"') ? ' ' : ''}"""\n`;
}
