import type { CSSProperties } from 'react';
import { contrast } from '../../core/tenants/rules/contrast.ts';
import { remembered } from '../../core/workflows/rules/remembered.ts';

/** Colours by what they colour. `ink` and `muted` are read on `card`; the tests check their contrast. */
export type Palette = { page: string; card: string; edge: string; ink: string; muted: string };

/** Set in every element, for clients that read no style sheet. */
export const light: Palette = {
  page: '#f3f4f6',
  card: '#ffffff',
  edge: '#e5e7eb',
  ink: '#111827',
  muted: '#5b6472',
};

/** Laid over `light` by `darkCssFor`. */
export const dark: Palette = {
  page: '#0b0d12',
  card: '#171a21',
  edge: '#2b303b',
  ink: '#f3f4f6',
  muted: '#a7b0be',
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

/** Lays the dark palette over, with a brand's links, for clients that ask for it; `data-ogsc` and `data-ogsb` are how Outlook's own apps do. */
export const darkCssFor = remembered((link) =>
  [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `@media (prefers-color-scheme:dark){${darkRules('', link)}}`,
    darkRules('[data-ogsc] ', link),
    darkRules('[data-ogsb] ', link),
  ].join(''),
);

function darkRules(scope: string, link: string): string {
  const rules: [selectors: string[], declaration: string][] = [
    [['.page', '.page>table>tbody>tr>td'], `background-color:${dark.page}`],
    [['.card'], `background-color:${dark.card};border-color:${dark.edge}`],
    [['.edge'], `border-color:${dark.edge}`],
    [['.ink'], `color:${dark.ink}`],
    [['.muted'], `color:${dark.muted}`],
    [['.link'], `color:${link}`],
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
