import { isGsm } from './sms-segments.ts';

/** A character that GSM-7 lacks, and what stands in its place. */
export type Replacement = { from: string; to: string };

/** A text in GSM-7, and what was replaced in it, each once. */
export type GsmText = { text: string; replaced: Replacement[] };

/** Letters that do not come apart, as Unicode's CLDR writes them in ASCII (its transform Latin-ASCII). */
const deadLetterMessages = {
  ı: 'i',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  œ: 'oe',
  Œ: 'OE',
  ħ: 'h',
  Ħ: 'H',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ẞ: 'SS',
};

/** Signs, as they look. What Unicode itself takes apart (`…`, `™`, `½`, no-break spaces, letters with accents) needs no line here. */
const signs = {
  "'": '‘’‚‛′‹›`´ʼ',
  '"': '“”„‟″«»',
  '-': '‐‑‒–—―−⁃',
  '*': '•●▪',
  '.': '·',
  '/': '⁄∕÷',
  '|': '¦',
  ' ': '\t',
  x: '×',
  '~': '≈',
  u: 'µμ',
  c: '¢',
  oo: '∞',
  deg: '°',
  '+-': '±',
  '<=': '≤',
  '>=': '≥',
  '->': '→',
  '<-': '←',
  '(c)': '©',
  '(r)': '®',
};

const nearest: ReadonlyMap<string, string> = new Map([
  ...Object.entries(deadLetterMessages),
  ...Object.entries(signs).flatMap(([to, all]) => [...all].map((from): [string, string] => [from, to])),
]);

/**
 * A text with what GSM-7 lacks replaced by its nearest. As it was when a character has none (an emoji, another script): then all of
 * it goes as UCS-2, and nothing is won by replacing the rest.
 */
export function gsmText(text: string): GsmText {
  const pieces = [...text].map((from) => ({ from, to: isGsm(from) ? from : nearestTo(from) }));
  if (pieces.some(({ to }) => to === undefined)) return { text, replaced: [] };

  const replaced = pieces.flatMap(({ from, to = '' }) => (from === to ? [] : [{ from, to }]));
  const once = new Map(replaced.map((each) => [each.from, each]));
  return { text: pieces.map(({ to }) => to).join(''), replaced: [...once.values()] };
}

/** What stands in a trace: which characters were replaced by what. */
export function describeReplaced(replaced: readonly Replacement[]): string {
  return `for GSM-7 it says ${replaced.map(({ from, to }) => `"${to}" for "${from}"`).join(', ')}`;
}

function nearestTo(character: string): string | undefined {
  const known = nearest.get(character);
  if (known !== undefined) return known;

  const parts = [...character.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part));
  const near = parts.map((part) => (isGsm(part) ? part : nearest.get(part)));
  return near.length === 0 || near.includes(undefined) ? undefined : near.join('');
}
