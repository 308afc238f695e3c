import { safeText } from '../../../../contract/text.ts';

/** Cuts a text to at most so many UTF-16 units, with "…" at its end where something is missing. No character is cut in two. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;

  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.slice(0, most));
  const kept: string[] = [];
  let length = 0;
  for (const { segment } of segments) {
    if (length + segment.length > most - 1) break;
    kept.push(segment);
    length += segment.length;
  }
  return `${safeText(kept.join(''))}…`;
}
