import type { Reader } from '../../core/workflows/rules/reader.ts';
import { type DigestWords, digestWords } from '../digest-words.ts';

/** The languages that digests are written in: the one for who reads none of them, and the others. */
export const [ourLanguage = 'en', ...otherLanguages] = Object.keys(digestWords);

/** What digests say in a language that there is. */
export function wordsIn(language: string): DigestWords {
  const words = digestWords[language] ?? digestWords[ourLanguage];
  if (words === undefined) throw new Error('workflows/digest-words.ts has no language');
  return words;
}

/** What a digest says to a reader. */
export function wordsFor({ language }: Reader): DigestWords {
  return wordsIn(language);
}

/** What a reader calls a category. */
export function nameOf(category: string, reader: Reader): string {
  const { categories } = wordsFor(reader);
  const plain = category.replaceAll(/[_-]/g, ' ');
  return Object.hasOwn(categories, category) ? (categories[category] ?? plain) : plain.charAt(0).toUpperCase() + plain.slice(1);
}
