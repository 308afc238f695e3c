const longestValue = 60;

/**
 * A parameter of a header, as a folded line of its own: in quotes when it is plain and short, else percent-encoded and in pieces (RFC 2231).
 */
export function parameter(name: string, value: string): string {
  const text = value.toWellFormed().replace(/[\p{Cc}]+/gu, ' ');
  if (text.length <= longestValue && /^[\x20-\x7e]*$/.test(text)) return `;\r\n ${name}="${text.replace(/["\\]/g, '\\$&')}"`;
  const pieces = piecesOf(text);
  if (pieces.length === 1) return `;\r\n ${name}*=utf-8''${pieces[0]}`;
  return pieces.map((piece, place) => `;\r\n ${name}*${place}*=${place === 0 ? "utf-8''" : ''}${piece}`).join('');
}

/** Encodes text, and cuts it where no character is cut in two. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    const encoded = encodeURIComponent(character).replace(
      /['()*!]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    if (piece.length + encoded.length > longestValue - 8) {
      pieces.push(piece);
      piece = '';
    }
    piece += encoded;
  }
  return [...pieces, piece];
}
