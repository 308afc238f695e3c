import fc from 'fast-check';
import { describeReplaced, gsmText } from '../../../../core/channels/sms/rules/gsm-text.ts';
import { countSmsSegments } from '../../../../core/channels/sms/rules/sms-segments.ts';
import { writeCopy } from '../../../../core/workflows/rules/copy.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

test.each([
  ['typographic quotes', '‘a’ “b” „c“ «d»', '\'a\' "b" "c" "d"'],
  ['dashes, dots and arrows', '9–17 — now… → go', '9-17 - now... -> go'],
  ['spaces that do not break, or are narrow', 'a\u00a0b\u202fc\u2009d', 'a b c d'],
  ['accents that GSM-7 lacks', 'Dvořák, Çelik, façade, Łódź, naïve', 'Dvorak, Çelik, facade, Lodz, naive'],
  ['accents that it has', 'é à ù ß Ñ ø Å', 'é à ù ß Ñ ø Å'],
  ['letters that do not come apart', 'Þór, Đoković, œuvre', 'THór, Doković, oeuvre'.replaceAll('ó', 'o').replaceAll('ć', 'c')],
  ['signs', '½ ™ © ∞ × ≥ ﬁ №', '1/2 TM (c) oo x >= fi No'],
])('%s become their nearest', (_, text, gsm) => {
  expect(gsmText(text).text).toBe(gsm);
  expect(countSmsSegments(gsmText(text).text).encoding).toBe('GSM-7');
});

test.each(['Hello 👋', 'Привет – мир', '你好…'])('%s has characters without a nearest, and stays as it is', (text) => {
  expect(gsmText(text)).toEqual({ text, replaced: [] });
});

test('what was replaced is told, each character once', () => {
  const { replaced } = gsmText('It’s – it’s');

  expect(replaced).toEqual([
    { from: '’', to: "'" },
    { from: '–', to: '-' },
  ]);
  expect(describeReplaced(replaced)).toBe('for GSM-7 it says "\'" for "’", "-" for "–"');
});

test('whatever the text, it is in GSM-7 or as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (given) => {
      const { text, replaced } = gsmText(given);
      if (replaced.length === 0) expect(text).toBe(given);
      else expect(countSmsSegments(text).encoding).toBe('GSM-7');
      expect(gsmText(text)).toEqual({ text, replaced: [] });
    }),
  );
});

test('a workflow asks for it, and one sign no longer doubles the price', () => {
  const sms = () => `${'|'.repeat(70)}∞`;
  const smsOf = (changes: object) => writeCopy(aWorkflow({ sms, ...changes }), { name: 'Ada' }, { channels: ['sms'] }).copy;

  expect(countSmsSegments(smsOf({}).sms ?? '')).toEqual({ encoding: 'UCS-2', units: 71, segments: 2 });
  expect(smsOf({})).not.toHaveProperty('replaced');
  expect(countSmsSegments(smsOf({ smsText: 'gsm' }).sms ?? '')).toEqual({ encoding: 'GSM-7', units: 142, segments: 1 });
  expect(smsOf({ smsText: 'gsm' }).replaced).toEqual([{ from: '∞', to: 'oo' }]);
});

test('it is set only where there is an SMS', () => {
  expect(() => aWorkflow({ sms: undefined, smsText: 'gsm' })).toThrow(/smsText: is set, but there is no SMS text/);
  expect(() => aWorkflow({ smsText: 'ascii' as never })).toThrow(/smsText/);
});
