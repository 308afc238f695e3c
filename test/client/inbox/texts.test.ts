import { clientLanguages } from '../../../bin/client.ts';
import { english } from '../../../client/inbox/languages/english.ts';
import { german } from '../../../client/inbox/languages/german.ts';
import { englishPreferences } from '../../../client/inbox/preferences/english-preferences.ts';
import { categoryName, changeTexts, dateLocale } from '../../../client/inbox/texts.ts';

const everything = { ...english, ...englishPreferences };

/** Each text by its path; what a function says is checked elsewhere. */
function shapeOf(texts: object): unknown {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typeof text === 'object' ? shapeOf(text) : typeof text]),
  );
}

test.each(clientLanguages)('%s says everything that English says, and nothing in English', async (name) => {
  const { [name]: texts } = await import(`../../../client/inbox/languages/${name}.ts`);

  expect(shapeOf(texts)).toEqual(shapeOf(everything));
  const same = Object.entries(texts).filter(([field, text]) => text === everything[field as keyof typeof everything]);
  expect(same).toEqual(name === 'french' ? [['title', 'Notifications']] : []);
  expect(Intl.PluralRules.supportedLocalesOf(texts.locale)).toHaveLength(1);
});

test.each([
  [english, 0, 'Notifications, none unread'],
  [english, 1, 'Notifications, 1 unread'],
  [english, 99, 'Notifications, 99 unread'],
  [english, 100, 'Notifications, more than 99 unread'],
  [german, 100, 'Mitteilungen, mehr als 99 ungelesen'],
])('the name of the bell says the count', (texts, unread, name) => {
  expect(texts.bell(unread)).toBe(name);
});

test('replacing one text of a group leaves the others', () => {
  const texts = changeTexts(english, { title: 'Inbox', shelf: { all: 'Current' }, empty: { all: ['Hooray', 'All done.'] } });

  expect(texts).toEqual({
    ...english,
    title: 'Inbox',
    shelf: { ...english.shelf, all: 'Current' },
    empty: { ...english.empty, all: ['Hooray', 'All done.'] },
  });
});

test('a text of the preferences that is replaced waits for the others', () => {
  const texts = changeTexts(changeTexts(english, { weekday: { monday: 'Mo' } }), { weekday: { sunday: 'Su' } });

  expect(changeTexts(englishPreferences, texts).weekday).toEqual({ ...englishPreferences.weekday, monday: 'Mo', sunday: 'Su' });
});

test('a category without a name of its own is called by its key, readably', () => {
  expect(categoryName('late_payments', english)).toBe('Late payments');
  expect(categoryName('hr', changeTexts(english, { category: { hr: 'Human resources' } }))).toBe('Human resources');
});

test.each([
  ['en-GB', 'en-GB'],
  ['EN-us', 'EN-us'],
  ['de', 'en'],
  ['en-!', 'en'],
  [undefined, 'en'],
])('English texts on a page in %s have dates in %s', (page, locale) => {
  expect(dateLocale(english, page)).toBe(locale);
});
