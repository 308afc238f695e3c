import type { Reader } from '../../core/rules/reader.ts';

type Words = {
  title: Record<'daily' | 'weekly', (date: string) => string>;
  lead: string;
  /** `written` is the count as the reader writes it. */
  more: (count: number, written: string) => string;
  open: string;
  /** What categories are called; one that is not here is called by its key. */
  categories: Readonly<Record<string, string>>;
};

const english: Words = {
  title: { daily: (date) => `What is new, ${date}`, weekly: (date) => `What was new in the week to ${date}` },
  lead: 'All that you have not read yet.',
  more: (count, written) => (count === 1 ? 'And one more in your inbox.' : `And ${written} more in your inbox.`),
  open: 'Open your inbox',
  categories: {},
};

const german: Words = {
  title: { daily: (date) => `Was es Neues gibt, ${date}`, weekly: (date) => `Was in der Woche bis ${date} neu war` },
  lead: 'Alles, was Sie noch nicht gelesen haben.',
  more: (count, written) =>
    count === 1 ? 'Und eine weitere in Ihrem Posteingang.' : `Und ${written} weitere in Ihrem Posteingang.`,
  open: 'Posteingang öffnen',
  categories: { repairs: 'Reparaturen', general: 'Allgemeines' },
};

/** Yours to edit, by language; the languages are those of `workflow.ts` here. */
const words: Readonly<Record<string, Words>> = { en: english, de: german };

/** What a digest says to a reader. */
export function wordsFor({ language }: Reader): Words {
  return words[language] ?? english;
}

/** What a reader calls a category. */
export function nameOf(category: string, reader: Reader): string {
  const { categories } = wordsFor(reader);
  const plain = category.replaceAll(/[_-]/g, ' ');
  return Object.hasOwn(categories, category) ? (categories[category] ?? plain) : plain.charAt(0).toUpperCase() + plain.slice(1);
}
