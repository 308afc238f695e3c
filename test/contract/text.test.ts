import fc from 'fast-check';
import { isBlank, multiLine, safeLine, safeText, singleLine } from '../../contract/text.ts';
import { WebUrl } from '../../contract/values.ts';
import { anyCharacter } from '../any-character.ts';
import { runs } from '../runs.ts';

const title = singleLine(200);
const body = multiLine(2000);

test.each([
  ['white space around it', '  Hello \u00a0\u3000', 'Hello'],
  ['a byte order mark', '\ufeffHello', 'Hello'],
  ['a byte order mark within', 'Hel\ufefflo', 'Hello'],
  ['zero-width spaces and word joiners', 'He\u200bl\u2060lo', 'Hello'],
  ['soft hyphens', 'Hel\u00adlo', 'Hello'],
  ['a joiner between Latin letters', 'He\u200dl\u200clo', 'Hello'],
  ['text hidden in tags', `Hello${String.fromCodePoint(0xe0041, 0xe0042)}`, 'Hello'],
  ['text hidden in variation selectors', `Hello 👋\ufe0f\ufe01\ufe02${String.fromCodePoint(0xe0100, 0xe0101)}`, 'Hello 👋\ufe0f'],
  ['fillers of Hangul', 'Hello\u3164\u115f\uffa0', 'Hello'],
  ['a mark of direction among Latin letters', 'Hello\u200e\u200f\u061c', 'Hello'],
  ['letters and their accents apart', 'Zu\u0308rich', 'Zürich'],
])('%s is mended', (_, given, taken) => {
  expect(title.parse(given)).toBe(taken);
  expect(body.parse(given)).toBe(taken);
  expect(safeLine(given)).toBe(taken);
});

test.each([
  ['a family of emoji', '👩‍👩‍👧‍👦'],
  ['a profession with a skin colour', '👩🏽‍⚕️'],
  ['a rainbow flag', '🏳️‍🌈'],
  ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['a keycap', '1️⃣'],
  ['a heart as text', '❤\ufe0e'],
  ['Persian, with a non-joiner', 'می\u200cخواهم'],
  ['Persian, with a letter joined to nothing', '۱۴۰۳ ه\u200d.ش'],
  ['Hindi, with a joiner', 'क्\u200dष'],
  ['Sinhala, with a joiner', 'ශ්\u200dරී'],
  ['Hebrew, with a mark of direction', 'שלום\u200f, C++\u200e!'],
  ['Arabic, with its letter mark', 'السعر 5\u061c%'],
  ['a name kept to its own direction', 'Order \u2068משה\u2069 is ready'],
  ['pairs within pairs', '\u202bא\u2067ב\u2069ג\u202c'],
  ['an ideograph with its variant', `葛${String.fromCodePoint(0xe0100)}`],
  ['Mongolian, with its variant', 'ᠠ\u180bᠨ'],
])('%s stays as it is', (_, text) => {
  expect(title.parse(text)).toBe(text);
  expect(body.parse(text)).toBe(text);
  expect(safeLine(text)).toBe(text);
});

const notEmpty = expect.stringContaining('must not be empty');
const inPairs = expect.stringContaining('both halves of each pair');
const noControls = expect.stringContaining('control characters');

test.each([
  ['nothing', '', notEmpty],
  ['three spaces', '   ', notEmpty],
  ['invisible characters alone', '\u200b\ufeff\u2060\u00ad', notEmpty],
  ['a pair around nothing', '\u2066 \u2069', notEmpty],
  ['an empty cell of Braille', '\u2800', notEmpty],
  ['an override that nothing ends', 'invoice \u202efdp.exe', inPairs],
  ['an isolate that nothing ends', 'Hello \u2067Ada', inPairs],
  ['an end of what was not opened', 'Hello\u202c Ada', inPairs],
  ['pairs that cross', '\u202bHello\u2067Ada\u202c!\u2069', inPairs],
  ['a control character', 'Hello\u0007Ada', noControls],
  ['half of a surrogate pair', 'Hello \ud83d Ada', noControls],
])('%s is no text', (_, text, message) => {
  for (const schema of [title, body])
    expect(schema.safeParse(text).error?.issues).toEqual([expect.objectContaining({ message })]);
});

test('a title is one line; lines of a body are counted one by one, and end alike', () => {
  for (const end of ['\n', '\r\n', '\u2028', '\u0085', '\t']) expect(title.safeParse(`Hello${end}Ada`).success).toBe(false);
  expect(body.parse('One\r\nTwo\rThree\u2028Four\tFive\n')).toBe('One\nTwo\nThree\nFour\tFive');
  expect(body.safeParse('\u2067One\nTwo\u2069').success).toBe(false);
});

test('what counts is how long it is once it is clean', () => {
  expect(singleLine(5).safeParse(' Hello\ufeff ').success).toBe(true);
  expect(singleLine(5).safeParse('Hello!').success).toBe(false);
});

test('nothing in a link is invisible', () => {
  expect(WebUrl.parse('https://app.example.com/\u202egpj.exe')).toBe('https://app.example.com/%E2%80%AEgpj.exe');
  expect(WebUrl.parse('https://fa.example.com/می\u200cشود')).toBe('https://fa.example.com/می%E2%80%8Cشود');
});

/** Characters that make trouble, more often than chance would have them. */
const troublesome = fc.constantFrom(
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u061c',
    '\u202a',
    '\u202e',
    '\u202c',
    '\u2066',
    '\u2068',
    '\u2069',
    '\ufe0f',
    '\ufe00',
  ],
  ...[
    '\u180b',
    '\u180e',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u0308',
    '\u0000',
    '\n',
    '\r',
    '\t',
    ' ',
    '\u2028',
    '\ud800',
    '\udc00',
    '\u2800',
  ],
  ...['a', 'ü', 'א', 'ع', 'क', 'ᠠ', '葛', '1', '👩', '🏽', '🏴', '❤', '\u{e0067}', '\u{e007f}', '\u{e0100}', '\ufffe'],
);
const anyText = fc
  .array(fc.oneof(troublesome, fc.string({ unit: anyCharacter, minLength: 1, maxLength: 2 })), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

test('text is taken as it is the second time, and is safe whatever it was', () => {
  fc.assert(
    fc.property(anyText, (given) => {
      const safe = safeText(given);
      expect(safeText(safe)).toBe(safe);
      if (!isBlank(safe)) expect(body.parse(safe)).toBe(safe);
      const line = safeLine(given);
      expect(safeLine(line)).toBe(line);
      if (!isBlank(line)) expect(title.parse(line)).toBe(line);
      const parsed = body.safeParse(given);
      if (parsed.success) expect([body.parse(parsed.data), safeText(given)]).toEqual([parsed.data, parsed.data]);
    }),
    { numRuns: runs(2000) },
  );
});

test('what is taken has none of what is refused', () => {
  const marks = (text: string, these: RegExp) => [...text.matchAll(these)].length;
  fc.assert(
    fc.property(anyText, (given) => {
      const { data = 'refused' } = body.safeParse(given);
      expect(data).toBe(data.normalize('NFC').trim());
      expect(data).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}|[\u200b\u2060\ufeff\u00ad]|\u034f/u);
      expect(marks(data, /[\u202a\u202b\u202d\u202e]/g)).toBe(marks(data, /\u202c/g));
      expect(marks(data, /[\u2066-\u2068]/g)).toBe(marks(data, /\u2069/g));
      expect(isBlank(data)).toBe(false);
    }),
    { numRuns: runs(2000) },
  );
});

test('a long text takes no longer for being made to', () => {
  const chain = `ᠠ${'\u180b\u180e\u200d\ufe0f'.repeat(20_000)}`;
  expect(safeText(chain)).toBe('ᠠ\u180b');
});
