import { safeText } from '../../../../contract/text.ts';

/** The segments a text may take where its workflow sets no limit. */
export const maxSmsSegmentsUnlessSet = 2;

/** How a text travels as SMS. `units` are septets in GSM-7 and UTF-16 units in UCS-2; each segment is billed. */
export type SmsSegments = { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number };

/** GSM 03.38, one septet each: https://www.3gpp.org/ftp/Specs/archive/23_series/23.038/ (6.2.1) */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** The extension table (6.2.1.1): an escape and the character, two septets. */
const extension = new Set('\f^{}\\[~]|€');

/** The fewest characters that are worth keeping beside a link. */
const leastTextBesideLink = 40;

/** What one message holds, alone and as one segment of several (the difference is the header that joins them). */
const capacity = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } };

/**
 * Counts what a text costs as SMS, its encoding chosen as carriers choose it.
 * An escaped character and a surrogate pair are never split over two segments, which may leave a segment one unit short.
 */
export function countSmsSegments(text: string): SmsSegments {
  const characters = [...text];
  const encoding = characters.every(isGsm) ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => (encoding === 'GSM-7' ? septets(character) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units === 0) return { encoding, units, segments: 0 };
  if (units <= capacity[encoding].alone) return { encoding, units, segments: 1 };

  return { encoding, units, segments: fill(sizes, capacity[encoding].joined) };
}

/**
 * The longest beginning of a text that `fits`, ended by "..." where it was cut ("…" would turn GSM-7 into UCS-2).
 * Empty when nothing fits. A surrogate pair is not split.
 */
export function cutToFit(text: string, fits: (cut: string) => boolean): string {
  if (fits(text)) return text;

  const characters = [...text];
  let fitting = 0;
  let tooLong = characters.length;
  while (tooLong - fitting > 1) {
    const middle = (fitting + tooLong) >> 1;
    if (fits(cutAt(characters, middle))) fitting = middle;
    else tooLong = middle;
  }
  return fitting === 0 ? '' : cutAt(characters, fitting);
}

/**
 * Joins a text and its link, and cuts the text so that both fit. A link that would leave hardly any text is left out, never cut:
 * half a link leads nowhere.
 */
export function smsWithLink(text: string, link: string | undefined, maxSegments = maxSmsSegmentsUnlessSet): string {
  const fits = (sms: string) => countSmsSegments(sms).segments <= maxSegments;
  const alone = cutToFit(text, fits);
  if (link === undefined) return alone;

  const beside = cutToFit(text, (cut) => fits(`${cut} ${link}`));
  return beside === text || beside.length >= leastTextBesideLink ? `${beside} ${link}` : alone;
}

function cutAt(characters: string[], length: number): string {
  return `${safeText(characters.slice(0, length).join(''))}...`; // a cut may part what belongs together
}

/** Whether a character is one of GSM-7 or its extension. */
export function isGsm(character: string): boolean {
  return basic.has(character) || extension.has(character);
}

function septets(character: string): number {
  return extension.has(character) ? 2 : 1;
}

function fill(sizes: number[], segmentUnits: number): number {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > segmentUnits) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
