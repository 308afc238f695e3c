const longestLine = 76; // RFC 2045 section 6.7

/** Encodes text as quoted-printable: ASCII in lines that every mail server takes, readable where the text is. */
export function quotedPrintable(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');
}

function encodeLine(line: string): string {
  const encoded = escapeEnd(line.replaceAll('=', '=3D').replace(/[^\t\x20-\x7e]+/g, escapeRun));
  if (encoded.length <= longestLine) return encoded;

  const lines: string[] = [];
  let start = 0;
  while (encoded.length - start > longestLine) {
    const end = beforeEscape(encoded, start + longestLine - 1);
    lines.push(`${encoded.slice(start, end)}=`);
    start = end;
  }
  return [...lines, encoded.slice(start)].join('\r\n');
}

/** The place itself, or where the escape begins that it would cut through. */
function beforeEscape(encoded: string, place: number): number {
  if (encoded[place - 1] === '=') return place - 1;
  return encoded[place - 2] === '=' ? place - 2 : place;
}

/** The bytes of characters that are all to be escaped: `encodeURIComponent` writes them with another sign. */
function escapeRun(characters: string): string {
  return encodeURIComponent(characters).replaceAll('%', '=');
}

/** White space at the end of a line would be lost on the way. */
function escapeEnd(line: string): string {
  if (line.endsWith(' ')) return `${line.slice(0, -1)}=20`;
  return line.endsWith('\t') ? `${line.slice(0, -1)}=09` : line;
}
