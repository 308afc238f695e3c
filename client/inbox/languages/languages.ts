import type { Texts } from '../texts.ts';

/** How the texts of each language are loaded, by its code; English is there already. */
export const languages: Record<string, () => Promise<Texts>> = {
  ar: () => import('./arabic.ts').then(({ arabic }) => arabic),
  de: () => import('./german.ts').then(({ german }) => german),
  es: () => import('./spanish.ts').then(({ spanish }) => spanish),
  fr: () => import('./french.ts').then(({ french }) => french),
  it: () => import('./italian.ts').then(({ italian }) => italian),
  nl: () => import('./dutch.ts').then(({ dutch }) => dutch),
  pt: () => import('./portuguese.ts').then(({ portuguese }) => portuguese),
};
