import { remembered } from '../../core/workflows/rules/remembered.ts';

/** Arabic, Hebrew, Thaana, Syriac, N'Ko, Adlam and Hanifi Rohingya: ISO 15924 codes of scripts that run from right to left. */
const rightToLeft = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']);

/** Which way a language (BCP 47) is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(scriptOf(language)) ? 'rtl' : 'ltr';
}

const scriptOf = remembered((language) => new Intl.Locale(language).maximize().script ?? '');
