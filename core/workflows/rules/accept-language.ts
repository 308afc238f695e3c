import { Locale } from '../../../contract/values.ts';
import { localeChain } from './reader.ts';

const longestHeader = 200; // what browsers send is shorter; the rest of a longer one is not read

/** The language of a page for whoever asked: the first of `Accept-Language` (RFC 9110, 12.5.4) that it speaks, each with its fallbacks. */
export function chooseLanguage(header: string | undefined, spoken: readonly string[], otherwise: string): string {
  const wanted = (header ?? '').slice(0, longestHeader).split(',').map(parseLanguageRange);
  const inOrder = wanted.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  const tags = inOrder.flatMap(({ tag }) => (Locale.safeParse(tag).success ? localeChain(tag) : []));
  return tags.find((tag) => spoken.includes(tag)) ?? otherwise;
}

function parseLanguageRange(text: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
}
