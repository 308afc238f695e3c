import { addFrequency } from '../../../contract/digests/frequencies.ts';
import { addDays } from '../../../contract/time/local-date.ts';

const firstMonday = Date.parse('1970-01-05');

// before the modules are loaded whose schemas are made from the list
const fortnightly = addFrequency('fortnightly', {
  periodOf: (date) => addDays(date, -(((Date.parse(date) - firstMonday) / 86_400_000) % 14)),
  dateIn: (monday) => monday,
  longestWaitDays: 14,
  nameOf: (date) => ({ date, style: { dateStyle: 'long' } }),
});
const { describeFrequency } = await import('./describe-frequency.ts');
const { PreferencesPatch } = await import('../../../contract/preferences/preferences.ts');
const { digestWords } = await import('../../../workflows/digest-words.ts');

Object.assign(digestWords.en?.subject ?? {}, { [fortnightly]: () => 'Your fortnight' });
Object.assign(digestWords.en?.title ?? {}, { [fortnightly]: () => 'What was new in two weeks' });

describe('a fortnightly digest that is added from outside', () => {
  describeFrequency(fortnightly);

  test('can be chosen', () => {
    const patch = { categories: { general: { digest: fortnightly } } };

    expect(PreferencesPatch.parse(patch)).toEqual(patch);
  });
});
