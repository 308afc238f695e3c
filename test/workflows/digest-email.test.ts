import type { DigestData } from '../../core/digests/rules/digest-contents.ts';
import { groupEntries } from '../../core/digests/rules/digest-contents.ts';
import { digest } from '../../workflows/_digest/workflow.ts';
import { brand } from '../../workflows/brand.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { withoutBrand } from './without-brand.ts';

const example = digest.payload.parse(digest.example);
const render = (data: DigestData, place: { locale?: string; timezone?: string } = {}) =>
  renderEmail({ workflow: 'digest', data, ...place });

test('the text part of a digest reads like a letter', () => {
  const { text } = render(example, { locale: 'en-GB', timezone: 'Europe/London' });
  const link = brand.inboxUrl === undefined ? '' : `Open your inbox:\n${brand.inboxUrl}\n\n`;

  expect(withoutBrand(text).replace(link, '').trimEnd()).toMatchInlineSnapshot(`
"What is new, Sunday, 22 November 2026

Repairs

Repair R-1042 is approved:
https://app.example.com/repairs/R-1042

Sam, Northwind Logistics has approved the repair. You can start.

Sun 22 Nov, 14:05

Repair R-1043 is yours

Sun 22 Nov, 9:30

General

Welcome aboard

Your account is ready.

Sat 21 Nov, 16:20

And 3 more in your inbox.

---"
`);
});

test("dates and times are in the reader's language, order and zone", () => {
  const german = render(example, { locale: 'de-CH', timezone: 'Asia/Kathmandu' });
  const american = render(example, { locale: 'en-US', timezone: 'America/New_York' });

  expect(german.subject).toBe('Ihr Tag: 6 Nachrichten, Sonntag, 22. November 2026');
  expect(german.text).toContain('So., 22. Nov., 19:50'); // 14:05 in UTC, five hours and three quarters behind
  expect(german.html).toContain('lang="de"');
  expect(american.subject).toBe('Your day: 6 notifications, Sunday, November 22, 2026');
  expect(american.text).toMatch(/Sun, Nov 22, 9:05\sAM/);
});

test('one notification is not called several, and a week is no day', () => {
  const [group] = example.groups;
  const one = {
    ...example,
    cadence: 'weekly' as const,
    groups: group ? [{ ...group, items: group.items.slice(0, 1) }] : [],
    total: 1,
  };

  const { subject, text } = render(one);

  expect(subject).toMatch(/^Your week: 1 notification, /);
  expect(text).toMatch(/^What was new in the week to /);
  expect(text).not.toContain('in your inbox');
});

test('however much there is, Gmail shows all of the e-mail', () => {
  const url = `https://example.com/${'&'.repeat(2000)}`;
  const entries = Array.from({ length: 300 }, (_, index) => ({
    category: `category-${index % 40}`,
    title: '<"&'.repeat(66),
    body: '&'.repeat(2000),
    actionUrl: url,
    createdAt: new Date(Date.UTC(2026, 10, 22, 0, index)),
  }));
  const plain = entries.map(({ category, createdAt }, index) => ({
    category,
    createdAt,
    title: `Title ${index} ${'word '.repeat(20)}`.trim(),
    body: 'sentence '.repeat(100),
    actionUrl: `https://app.example.com/repairs/R-${index}?from=digest`,
  }));

  for (const each of [entries, plain, plain.map((entry) => ({ ...entry, body: '漢字'.repeat(300) }))]) {
    const { html } = render({ ...example, ...groupEntries(each) });
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    expect(Buffer.byteLength(html)).toBeGreaterThan(20_000);
  }
});

test('what notifications say is shown as they say it, and never read as HTML', () => {
  const title = `<img src=x onerror="alert(1)">'&amp;`;
  const items = [{ title, body: '<b>bold</b> & done', url: 'https://example.com/?a=1&b=2', at: '2026-11-22T14:05:00.000Z' }];

  const { html, text } = render({ ...example, groups: [{ category: 'general', items, more: 0 }] });

  expect(html).not.toMatch(/<img src=x|<b>bold/);
  expect(text).toContain(title);
  expect(text).toContain('<b>bold</b> & done');
});
