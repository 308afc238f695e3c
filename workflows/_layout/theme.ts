import type { CSSProperties } from 'react';
import { brand } from '../brand.ts';

/** Colours by what they colour. `ink` and `muted` are read on `card`; the tests check their contrast. */
export type Palette = { page: string; card: string; edge: string; ink: string; muted: string; link: string };

/** Set in every element, for clients that read no style sheet. */
export const light: Palette = {
  page: '#f3f4f6',
  card: '#ffffff',
  edge: '#e5e7eb',
  ink: '#111827',
  muted: '#5b6472',
  link: brand.colour,
};

/** Laid over `light` by `darkCss`. */
export const dark: Palette = {
  page: '#0b0d12',
  card: '#171a21',
  edge: '#2b303b',
  ink: '#f3f4f6',
  muted: '#a7b0be',
  link: brand.colourOnDark,
};

/** On every element with text: Outlook on Windows inherits no font into a table. */
const fontFamily = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** What is read. */
export const bodyText: CSSProperties = {
  margin: '0 0 16px',
  fontFamily,
  fontSize: '16px',
  lineHeight: '26px',
  color: light.ink,
  overflowWrap: 'anywhere', // a long word or address must not widen a phone's screen
};

/** What need not be read. */
export const smallText: CSSProperties = { ...bodyText, fontSize: '13px', lineHeight: '20px', color: light.muted };

/** For phones, where the card takes nearly the whole width. Its own style element: some clients drop one that they cannot read whole. */
export const narrowCss = '@media (max-width:600px){.gutter{padding:12px 8px!important}.card{padding:28px 20px!important}}';

/** The dark palette for clients that ask for it; `data-ogsc` and `data-ogsb` are how Outlook's own apps do. */
export const darkCss = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  `@media (prefers-color-scheme:dark){${darkRules('')}}`,
  darkRules('[data-ogsc] '),
  darkRules('[data-ogsb] '),
].join('');

function darkRules(scope: string): string {
  const rules: [selectors: string[], declaration: string][] = [
    [['.page', '.page>table>tbody>tr>td'], `background-color:${dark.page}`],
    [['.card'], `background-color:${dark.card};border-color:${dark.edge}`],
    [['.edge'], `border-color:${dark.edge}`],
    [['.ink'], `color:${dark.ink}`],
    [['.muted'], `color:${dark.muted}`],
    [['.link'], `color:${dark.link}`],
  ];
  return rules
    .map(([selectors, declarations]) => {
      const important = declarations.replaceAll(/;|$/g, '!important$&');
      return `${selectors.map((selector) => scope + selector).join()}{${important}}`;
    })
    .join('');
}

/** White or near-black, whichever is easier to read on a colour. */
export function readableOn(colour: string): string {
  return contrast('#ffffff', colour) >= contrast(light.ink, colour) ? '#ffffff' : light.ink;
}

/** How well two `#rrggbb` colours can be told apart, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
