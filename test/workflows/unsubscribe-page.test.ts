import { contrast } from '../../core/tenants/rules/contrast.ts';
import { dark, light, readableOn } from '../../workflows/_layout/theme.ts';
import { brand } from '../../workflows/brand.ts';
import { digestWords } from '../../workflows/digest-words.ts';
import { unsubscribePage } from '../../workflows/unsubscribe-page.ts';
import { unsubscribeWords } from '../../workflows/unsubscribe-words.ts';
import { shipped } from './shipped.ts';

const about = { category: 'repair_updates', channel: 'email' } as const;

test.each([
  ['asked', 'Unsubscribe?', 'unsubscribe'],
  ['unsubscribed', 'You are unsubscribed', 'resubscribe'],
  ['resubscribed', 'You are subscribed again', 'unsubscribe'],
] as const)('when "%s" the page says "%s" and offers to %s', (outcome, title, action) => {
  const { status, html } = unsubscribePage({ ...about, outcome }, 'en');

  expect(status).toBe(200);
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toContain('e-mails about <strong>repair updates</strong>');
  expect(html.match(/value="(\w+)"/g)).toEqual([`value="${action}"`]);
});

test('a link that is none of ours gets a page without a button', () => {
  const { status, html } = unsubscribePage({ outcome: 'unknown' });

  expect(status).toBe(404);
  expect(html).not.toContain('<form');
});

test("on a tenant's page are its name, colours and address alone, and nothing is loaded from it", () => {
  const gamma = { name: 'Gamma & Co', colour: '#0f766e', colour_on_dark: '#5eead4', logo_url: 'https://gamma.example/a.png' };
  const theirs = { ...gamma, address: ['Gamma Ltd', '2 High Street'] };
  const { html } = unsubscribePage({ ...about, outcome: 'asked', brand: theirs }, 'en');

  expect(html).toContain('<p class="brand">Gamma &amp; Co</p>');
  expect(html).toContain('from Gamma &amp; Co.');
  expect(html).toContain('<footer>Gamma Ltd, 2 High Street</footer>');
  for (const colour of [gamma.colour, gamma.colour_on_dark]) expect(html).toContain(`color:${colour}}`);
  for (const other of [brand.name, brand.colour, brand.colourOnDark, gamma.logo_url]) expect(html).not.toContain(other);
  expect(unsubscribePage({ ...about, outcome: 'asked' }, 'en').html).toContain(`<p class="brand">${brand.name}</p>`);
});

test('the page loads nothing and runs nothing, so that its policy can forbid everything', () => {
  const { html } = unsubscribePage({ ...about, outcome: 'asked' });

  expect(html).not.toMatch(/<script|<link|<img|\bstyle="|\bon\w+="|url\(|@import/);
  expect(html.match(/<style>/g)).toHaveLength(1);
});

test.each([
  ['the button', readableOn(brand.colour), brand.colour],
  ['the small print below the card', light.muted, light.page],
  ['the same in the dark', dark.muted, dark.page],
])('one can read %s', (_, text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['the page to unsubscribe', unsubscribeWords],
  ['digests', digestWords],
])('in %s every language but English, in which keys read as words, has a name for each category that ships', (_, words) => {
  const others = Object.entries(words).filter(([language]) => language !== 'en');

  expect(others.length).toBeGreaterThan(0);
  for (const [language, { categories }] of others)
    expect([language, Object.keys(categories)]).toEqual([
      language,
      expect.arrayContaining(shipped.map(({ category }) => category)),
    ]);
});
