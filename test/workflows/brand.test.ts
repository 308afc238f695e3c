import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { contrast } from '../../core/tenants/rules/contrast.ts';
import { directionOf } from '../../workflows/_layout/direction.ts';
import { Masthead } from '../../workflows/_layout/masthead.tsx';
import { dark, light, readableOn } from '../../workflows/_layout/theme.ts';
import { brand } from '../../workflows/brand.ts';

/** What WCAG 2.2 asks of text (success criterion 1.4.3, level AA). */
const readable = 4.5;

test.each([
  ['the brand colour on white: choose a darker `colour` in workflows/brand.ts', brand.colour, light.card],
  ['the brand colour on dark: choose a lighter `colourOnDark` in workflows/brand.ts', brand.colourOnDark, dark.card],
  ['a button', readableOn(brand.colour), brand.colour],
  ['text on light', light.ink, light.card],
  ['small print on light', light.muted, light.card],
  ['text on dark', dark.ink, dark.card],
  ['small print on dark', dark.muted, dark.card],
])('one can read %s', (_name, text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(readable);
});

test('contrast is that of WCAG, whichever colour comes first', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#4338ca', '#4338ca')).toBeCloseTo(1);
});

test('a pale button has dark text, a strong one white', () => {
  expect(readableOn('#fde68a')).toBe(light.ink);
  expect(readableOn('#4338ca')).toBe('#ffffff');
});

test('a logo, where there is one, is on the web: mail clients show no other', () => {
  expect(brand.logoUrl ?? 'https://example.com/logo.png').toMatch(/^https:\/\//);
});

test('a logo stands for the name, and says it where pictures are blocked', () => {
  const html = renderToString(
    Masthead({ name: 'Northwind', logoUrl: 'https://example.com/logo.png', colour: '#000000' }) as VNode,
  );

  expect(html).toMatch(/<img [^>]*src="https:\/\/example\.com\/logo\.png" alt="Northwind" height="40"/);
  expect(html).not.toContain('>Northwind<');
});

test.each([
  ['en-GB', 'ltr'],
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['pa', 'ltr'],
  ['pa-Arab', 'rtl'],
  ['ar-Latn', 'ltr'],
])('%s runs %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
