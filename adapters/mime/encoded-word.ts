import { safeLine } from '../../contract/text.ts';

const longestPlain = 60; // with its name in front, a header line stays below 78 characters (RFC 5322 section 2.1.1)
const bytesPerWord = 39; // 52 characters of base64, 12 of frame and "Subject: " before them: at most 76 (RFC 2047 section 2)

/** Encodes text for a header, in one logical line: plain and short text stays as it is, other text becomes encoded words (RFC 2047). */
export function encodeText(text: string): string {
  const line = safeLine(text);
  if (line.length <= longestPlain && /^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;

  return encodeWords(line);
}

/** One line of text as encoded words, whether it needs them or not. */
export function encodeWords(line: string): string {
  return words(line)
    .map((word) => `=?utf-8?B?${word.toString('base64')}?=`)
    .join('\r\n ');
}

/** Splits the text's bytes into pieces that each hold whole characters. */
function words(text: string): Buffer[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > bytesPerWord) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map((text) => Buffer.from(text));
}
