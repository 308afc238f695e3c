import * as z from 'zod';

/*
 * What text is, decided once: docs/decisions/0111. `cleanText` says what is changed, `textProblem` what is refused, and `safeText`
 * makes text of what was stored before, or came by another way: it refuses nothing.
 */

/** Scripts whose letters change shape where they join, so that a joiner or non-joiner between them is spelling. */
const joining = ['Arab', 'Syrc', 'Nkoo', 'Mand', 'Mong', 'Phag', 'Adlm', 'Rohg', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml']
  .concat(['Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'])
  .map((script) => `\\p{scx=${script}}`)
  .join('');

/** What has no shape of its own and still says something where it stands; marks of direction are checked by themselves. */
const letter = `[[${joining}]--\\p{DI}]`;
const meaningful = [
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}', // the flag of a region, such as Scotland
  '(?<=[\\p{ExtPict}\\p{EMod}\\u{e007f}]\\ufe0f?)\\u200d(?=\\p{ExtPict})', // one emoji made of several
  '(?<=\\p{Emoji})[\\ufe0e\\ufe0f]', // as text or as an emoji
  `(?<=${letter})\\u200c(?=${letter})`,
  `(?<=${letter})\\u200d|\\u200d(?=${letter})`, // at an end as well: an initial or final form by itself
  '(?<=[\\p{sc=Han}\\p{Sm}])[\\ufe00-\\ufe02]',
  '(?<=\\p{sc=Han})[\\u{e0100}-\\u{e01ef}]',
  '(?<=[\\p{sc=Mong}--\\p{DI}])[\\u180b-\\u180f]',
  '[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]',
].join('|');

const shapeless = '[\\p{DI}\\p{NChar}\\ufff9-\\ufffb]';
const hasShapeless = new RegExp(shapeless, 'v');
const showsNothing = new RegExp(`^(?:${shapeless}|[\\s\\u2800])*$`, 'v');

/** Made for the first text that needs it, which few do: all those scripts take 6 ms, as long as half of the table's client. */
let shapelessOrKept: RegExp | undefined;

/** Single marks of direction, which mean something beside letters that run from right to left, and nothing elsewhere. */
const directionMark = /[\u061c\u200e\u200f]/g;

/** What opens a stretch of one direction, by what closes it (UAX 9): embeddings and overrides, isolates. */
const openedBy: Readonly<Record<string, string>> = { '\u202c': '\u202a\u202b\u202d\u202e', '\u2069': '\u2066\u2067\u2068' };
const openers = Object.values(openedBy).join('');
const opensOrCloses = /[\u202a-\u202e\u2066-\u2069]/;

const empty = 'must not be empty: white space and what is invisible do not count';
const ofText = 'White space around it and invisible characters are taken off.';
const refused = 'Control characters, and marks of direction without their other half in the line, are refused.';

/** Text of one line, such as a title or a subject, of at most `max` UTF-16 units once it is clean. */
export function singleLine(max: number): z.ZodString {
  return textOf(max, /[\p{Cc}\p{Cs}]/u, 'must be one line without control characters').meta({
    description: `One line of text. ${ofText} ${refused}`,
  });
}

/** Text that may run over several lines; tabs and line breaks are the only control characters in it. */
export function multiLine(max: number): z.ZodString {
  return textOf(max, /[^\P{Cc}\t\n]|\p{Cs}/u, 'must not contain control characters').meta({
    description: `Text of one line or several. ${ofText} ${refused}`,
  });
}

/** Whether a text shows nothing: white space and characters without a shape. */
export function isBlank(text: string): boolean {
  return showsNothing.test(text);
}

/** Writes a text in its one spelling: NFC, `\n` between lines, no white space around it and nothing invisible in it. */
export function cleanText(text: string): string {
  const clean = withoutShapeless(text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n'))
    .normalize('NFC')
    .trim();
  return clean === text ? clean : cleanText(clean); // what was taken off may have been all that gave its neighbour a meaning
}

function withoutShapeless(text: string): string {
  if (!hasShapeless.test(text)) return text;

  shapelessOrKept ??= new RegExp(`(${meaningful})|${shapeless}`, 'gv');
  const isRightToLeft =
    /[[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}\p{sc=Rohg}\p{sc=Mand}\p{sc=Samr}]&&\p{L}]/v.test(text);
  return text
    .replaceAll(shapelessOrKept, (_, meant?: string) => meant ?? '')
    .replaceAll(directionMark, (mark) => (isRightToLeft ? mark : ''));
}

/** The same of any text: what `singleLine` and `multiLine` refuse is taken off, but for emptiness. */
export function safeText(text: string): string {
  const shown = cleanText(text)
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n]+/gu, ' ');
  return cleanText(shown.split('\n').map(withoutUnpaired).join('\n'));
}

/** Does the same, and keeps it on one line. */
export function safeLine(text: string): string {
  return safeText(safeText(text).replaceAll(/\s*[\n\t]\s*/g, ' '));
}

function textOf(max: number, forbidden: RegExp, problem: string): z.ZodString {
  // all checks at once: each method of a schema makes another, and the shipped workflows have seventeen such texts
  return z.string().check(
    z.overwrite(cleanText),
    z.minLength(1, empty),
    z.maxLength(max),
    z.superRefine<string>((text, context) => {
      if (text !== '' && isBlank(text)) context.addIssue({ code: 'custom', message: empty });
      if (forbidden.test(text)) context.addIssue({ code: 'custom', message: problem });
      if (text.split('\n').some((line) => withoutUnpaired(line) !== line))
        context.addIssue({ code: 'custom', message: 'must have both halves of each pair of marks of direction in one line' });
    }),
  );
}

/** A line without marks that open a direction which is not closed in it, or close one that was not opened, as UAX 9 nests them. */
function withoutUnpaired(line: string): string {
  if (!opensOrCloses.test(line)) return line;

  const characters = [...line];
  const unpaired = new Set<number>();
  const open: number[] = [];
  for (const [index, character] of characters.entries()) {
    if (openers.includes(character)) open.push(index);
    if (!(character in openedBy)) continue;
    const last = open.at(-1);
    if (last !== undefined && openedBy[character]?.includes(characters[last] ?? '')) open.pop();
    else unpaired.add(index);
  }
  for (const index of open) unpaired.add(index);
  return unpaired.size === 0 ? line : characters.filter((_, index) => !unpaired.has(index)).join('');
}
