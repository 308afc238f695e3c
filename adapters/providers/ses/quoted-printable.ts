const longestLine = 76; // RFC 2045 section 6.7

/** Encodes text as quoted-printable: ASCII in lines that every mail server takes, readable where the text is. */
export function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');
}

function encodeLine(line: string): string {
  const encoded = Buffer.from(line)
    .toString('latin1') // one character a byte
    .replace(/[^\t\x20-\x3c\x3e-\x7e]|[\t ]$/g, escapeByte);
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

const escapes = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);

function escapeByte(character: string): string {
  return escapes[character.charCodeAt(0)] ?? '';
}
