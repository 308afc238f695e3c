import { brand } from '../../workflows/brand.ts';

/** A text without the words of `workflows/brand.ts`, which are the owner's and in whichever language they like. */
export function withoutBrand(text: string): string {
  const languages = [brand, ...Object.values(brand.translations)];
  const words = [brand.address.join(', '), ...languages.flatMap(({ footer, unsubscribe }) => [footer, unsubscribe]), brand.name];
  return words.reduce((left, word) => left.replaceAll(word, ''), text);
}
