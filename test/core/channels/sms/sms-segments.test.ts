import fc from 'fast-check';
import { countSmsSegments, cutToFit, smsWithLink } from '../../../../core/channels/sms/rules/sms-segments.ts';
import { anyCharacter } from '../../../any-character.ts';

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

test.each([
  ['no text', '', 'GSM-7', 0, 0],
  ['160 plain characters', 'a'.repeat(160), 'GSM-7', 160, 1],
  ['161 plain characters', 'a'.repeat(161), 'GSM-7', 161, 2],
  ['two full parts', 'a'.repeat(306), 'GSM-7', 306, 2],
  ['one more than two full parts', 'a'.repeat(307), 'GSM-7', 307, 3],
  ['80 euro signs, two septets each', '€'.repeat(80), 'GSM-7', 160, 1],
  ['81 euro signs', '€'.repeat(81), 'GSM-7', 162, 2],
  ['an escaped character on the border, moved whole', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  ['an escaped character just before the border', `${'a'.repeat(151)}€${'a'.repeat(153)}`, 'GSM-7', 306, 2],
  ['70 characters beyond GSM-7', 'ы'.repeat(70), 'UCS-2', 70, 1],
  ['71 characters beyond GSM-7', 'ы'.repeat(71), 'UCS-2', 71, 2],
  ['two full parts beyond GSM-7', 'ы'.repeat(134), 'UCS-2', 134, 2],
  ['one more than that', 'ы'.repeat(135), 'UCS-2', 135, 3],
  ['35 emoji, two units each', '🔧'.repeat(35), 'UCS-2', 70, 1],
  ['36 emoji', '🔧'.repeat(36), 'UCS-2', 72, 2],
  ['an emoji on the border, moved whole', `${'ы'.repeat(66)}🔧${'ы'.repeat(66)}`, 'UCS-2', 134, 3],
  ['one curly quote, which turns all of it into UCS-2', `${'a'.repeat(70)}’`, 'UCS-2', 71, 2],
  ['an escaped character in UCS-2, where it is one unit', `ы${'€'.repeat(69)}`, 'UCS-2', 70, 1],
  ['a lower-case ç, which GSM-7 lacks', 'ç', 'UCS-2', 1, 1],
  ['an upper-case Ç, which GSM-7 has', 'Ç', 'GSM-7', 1, 1],
  ['a backtick, which GSM-7 lacks', '`', 'UCS-2', 1, 1],
  ['a tab, which GSM-7 lacks', '\t', 'UCS-2', 1, 1],
] as const)('%s', (_name, text, encoding, units, segments) => {
  expect(countSmsSegments(text)).toEqual({ encoding, units, segments });
});

test('the whole GSM-7 alphabet is GSM-7: 127 characters of one septet and 10 of two', () => {
  expect(countSmsSegments(basic)).toEqual({ encoding: 'GSM-7', units: 127, segments: 1 });
  expect(countSmsSegments(extension)).toEqual({ encoding: 'GSM-7', units: 20, segments: 1 });
});

const gsmText = fc.string({ unit: fc.constantFrom(...basic, ...extension), maxLength: 700 });
const anyText = fc.oneof(
  gsmText,
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

test('parts hold all units, and waste at most one unit each', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { encoding, units, segments } = countSmsSegments(text);

      const [alone, joined] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
      expect(units).toBeLessThanOrEqual(segments <= 1 ? alone : segments * joined);
      if (segments > 1) expect(units).toBeGreaterThan(Math.max(alone, (segments - 1) * (joined - 1)));
    }),
  );
});

test('a longer text never takes fewer parts', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, more) => {
      expect(countSmsSegments(text + more).segments).toBeGreaterThanOrEqual(countSmsSegments(text).segments);
    }),
  );
});

test('UCS-2 units are UTF-16 units', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(countSmsSegments(`ы${text}`)).toMatchObject({ encoding: 'UCS-2', units: text.length + 1 });
    }),
  );
});

test('a text that fits is not cut', () => {
  expect(cutToFit('Ready for collection', (cut) => cut.length <= 20)).toBe('Ready for collection');
});

test('a text is cut at the last character that fits, and says so', () => {
  expect(cutToFit('Ready for collection', (cut) => cut.length <= 10)).toBe('Ready f...');
});

test('no space is left before the dots', () => {
  expect(cutToFit('Ready for collection', (cut) => cut.length <= 9)).toBe('Ready...');
});

test('a text of which nothing fits is empty', () => {
  expect(cutToFit('Ready', (cut) => cut.length <= 3)).toBe('');
});

test('a cut text is a beginning, fits, and never ends in half an emoji', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 3 }), (text, segments) => {
      const cut = cutToFit(text, (candidate) => countSmsSegments(candidate).segments <= segments);

      expect(countSmsSegments(cut).segments).toBeLessThanOrEqual(segments);
      expect(cut.isWellFormed()).toBe(true);
      if (cut !== text) expect(text.startsWith(cut.slice(0, -3))).toBe(true);
    }),
  );
});

const link = 'https://app.example.com/repairs/R-1042';

test('a text that leaves room for its link is not cut', () => {
  expect(smsWithLink('Repair R-1042 is yours.', link)).toBe(`Repair R-1042 is yours. ${link}`);
});

test('a text without a link is cut like any other', () => {
  expect(smsWithLink('x'.repeat(400), undefined)).toBe(`${'x'.repeat(303)}...`);
});

test('a long text makes room for its link', () => {
  const sms = smsWithLink('x'.repeat(400), link);

  expect(sms).toBe(`${'x'.repeat(264)}... ${link}`);
  expect(countSmsSegments(sms)).toEqual({ encoding: 'GSM-7', units: 306, segments: 2 });
});

test('a link that leaves no room for words is left out', () => {
  const text = 'Your account is ready; have a look around and tell us what is missing.';

  expect(smsWithLink(text, `https://example.com/${'x'.repeat(280)}`)).toBe(text);
});

test('a short text keeps a long link, since both fit', () => {
  const longLink = `https://example.com/${'x'.repeat(270)}`;

  expect(smsWithLink('Ready.', longLink)).toBe(`Ready. ${longLink}`);
});
