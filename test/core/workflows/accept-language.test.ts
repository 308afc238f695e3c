import fc from 'fast-check';
import { chooseLanguage } from '../../../core/workflows/rules/accept-language.ts';
import { anyCharacter } from '../../any-character.ts';

test.each([
  ['nothing', undefined, 'en'],
  ['any', '*', 'en'],
  ['a language that is there', 'de', 'de'],
  ['a region of it', 'de-CH, en;q=0.9', 'de'],
  ['another, and it after that', 'fr-FR, fr;q=0.9, de;q=0.8, en;q=0.7', 'de'],
  ['it less than another that is there', 'de;q=0.4, en;q=0.5', 'en'],
  ['anything but it', 'de;q=0, fr', 'en'],
  ['it with a weight that is none', 'de;q=much, pt', 'en'],
  ['something that is no language', 'not_a_tag, <b>, de', 'de'],
])('who asks for %s gets what there is', (_name, header, language) => {
  expect(chooseLanguage(header, ['en', 'de'], 'en')).toBe(language);
});

test('whatever is asked, one of the languages is the answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (header) => {
      expect(['en', 'de']).toContain(chooseLanguage(header, ['en', 'de'], 'en'));
    }),
  );
});
