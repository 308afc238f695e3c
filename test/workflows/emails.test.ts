import { readerOf } from '../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { digest } from '../../workflows/_digest/workflow.ts';
import type { EmailsOf } from '../../workflows/_layout/email-template.ts';
import { brand } from '../../workflows/brand.ts';
import { emails } from '../../workflows/emails.ts';
import { workflows } from '../../workflows/index.ts';
import type { message } from '../../workflows/message/workflow.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { repairAssigned } from '../../workflows/repair-assigned/workflow.ts';
import { withEmail } from './shipped.ts';
import { withoutBrand } from './without-brand.ts';

/** The opening tags of a kind, so that a failure shows a line and not a document. */
function openingTags(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}[ >][^>]*>?`, 'g')) ?? [];
}

/** The footer of an e-mail in a language, as the owner has written it. */
const footerIn = (language: string) => (brand.translations[language] ?? brand).footer;

const cases = withEmail.map((workflow) => [workflow.key, workflow] as const);

test('there is a template for each workflow, and no other', () => {
  expect(Object.keys(emails).sort()).toEqual(workflows.map(({ key }) => key as string).sort());
});

test('a template that is missing, or made for other data, does not compile', () => {
  // @ts-expect-error: "repair-approved" is missing
  const missing: EmailsOf<readonly [typeof message, typeof repairApproved]> = { message: emails.message };
  // @ts-expect-error: a message's data has no repair number
  const mistaken: EmailsOf<readonly [typeof message]> = { message: emails['repair-approved'] };

  expect([missing, mistaken]).toHaveLength(2); // tsc does the work: an error that does not come fails it
});

test('a workflow that is gone is named', () => {
  expect(() => renderEmail({ workflow: 'pigeon', data: {} })).toThrow('there is no workflow "pigeon"');
});

test('data that a workflow no longer takes are named by field, and not repeated', () => {
  const data = { ...repairApproved.example, link: 'javascript:secret', customer: '' };

  expect(() => renderEmail({ workflow: 'repair-approved', data })).toThrow(
    /^workflow "repair-approved" does not take this data: customer, link$/,
  );
});

test('a field that a workflow no longer has is left out', () => {
  const notification = { workflow: 'repair-approved', data: repairApproved.example };

  const rendered = renderEmail({ ...notification, data: { ...repairApproved.example, colour: 'red' } });

  expect(rendered).toEqual(renderEmail(notification));
});

describe.each(cases)('the e-mail of "%s"', (key, workflow) => {
  const { subject, html, text } = renderEmail({ workflow: key, data: workflow.example, locale: 'en-GB' });

  test('has the subject of its workflow, in the title too', () => {
    expect(subject).toBe(workflow.subject(workflow.payload.parse(workflow.example), readerOf(workflow, { locale: 'en-GB' })));
    expect(html).toContain(`<title>${subject}</title>`);
  });

  test('is a whole document, with its language and direction', () => {
    expect(html.slice(0, 21)).toBe('<!doctype html><html ');
    expect(html.slice(-7)).toBe('</html>');
    expect(openingTags(html, 'html')).toEqual([expect.stringMatching(/ dir="ltr" lang="en(?:-GB)?"/)]);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  test('is far from the 102 KB at which Gmail cuts', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  test('has a preheader that the reader does not see twice', () => {
    const preheader = /<div style="display:none[^>]*data-skip-in-text="true"[^>]*>([^<]+)</.exec(html)?.[1] ?? '';

    expect(preheader.length).toBeGreaterThan(10);
    expect(subject).not.toContain(preheader);
  });

  test('shows an inbox nothing after the preheader, in ASCII, which e-mail carries as it is', () => {
    const [, preheader = '', blank = ''] = /data-skip-in-text="true"[^>]*>([^<]+)<div>([^<]+)<\/div>/.exec(html) ?? [];

    expect(blank.match(/&nbsp;/g)?.length).toBe(150 - preheader.length);
    expect(blank).toMatch(/^[\x20-\x7e]+$/);
    expect(text).not.toContain('&zwnj;');
  });

  test('says who sent it and where they are', () => {
    expect(text).toContain(footerIn('en'));
    expect(text).toContain(brand.address.join(', '));
  });

  test('is dark where the reader likes it dark, and 600 pixels wide in Outlook', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    expect(html).toContain('<!--[if mso]><xml>');
    expect(html).toContain('.frame{width:600px}');
  });

  test('gives every layout table the role that keeps it from being read out, and every image its words', () => {
    const tables = openingTags(html, 'table');
    const ofFacts = tables.filter((table) => !table.includes('role="presentation"'));

    expect(tables.length).toBeGreaterThan(3);
    expect(ofFacts).toHaveLength(openingTags(html, 'th').length > 0 ? 1 : 0);
    for (const image of openingTags(html, 'img')) expect(image).toContain('alt="');
  });

  test('has a text part with every link, and nothing of HTML', () => {
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);

    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(text).toContain(link);
    expect(text).not.toMatch(/<[a-z!/]|&[a-z]+;|\u200b|\u00a0|undefined|mso/);
    expect(text).not.toMatch(/\n{3}|[ \t]\n|^\s/);
  });
});

test('a link to unsubscribe is at the end of both parts, and where there is none nothing stands for it', () => {
  const unsubscribeUrl = 'https://api.example.com/u/AbC-_9';
  const notification = { workflow: 'repair-approved', data: repairApproved.example };

  const { html, text } = renderEmail(notification, { unsubscribeUrl });

  expect(html).toContain(`href="${unsubscribeUrl}"`);
  expect(text.endsWith(`${(brand.translations.en ?? brand).unsubscribe}:\n${unsubscribeUrl}\n`)).toBe(true);
  expect(JSON.stringify(renderEmail(notification))).not.toContain(brand.unsubscribe);
});

test('the text part reads like a letter', () => {
  const { text } = renderEmail({ workflow: 'repair-approved', data: repairApproved.example });

  expect(withoutBrand(text).trimEnd()).toMatchInlineSnapshot(`
"Repair R-1042 is approved

Sam, Northwind Logistics has approved the repair. You can start.

Repair: R-1042
Customer: Northwind Logistics
Vehicle: Volvo FH16, AB12 CDE

Open repair R-1042:
https://app.example.com/repairs/R-1042

---"
`);
});

const hostile = `<img src=x>"'&<!--a`; // as long as the shortest field takes

/** Data in which every text that may hold anything holds HTML. */
function hostileData({ example, payload }: Workflow): Record<string, unknown> {
  const takes = (field: string, value: string) => payload.safeParse({ ...example, [field]: value }).success;
  const link = 'https://example.com/?a=1&b="><script>alert(1)</script>';
  return Object.fromEntries(
    Object.entries(example).map(([field, value]) => {
      const worst = String(value).startsWith('https:') ? link : hostile;
      return [field, takes(field, worst) ? worst : value];
    }),
  );
}

test.each(cases.filter(([key]) => key !== digest.key))(
  'HTML in the data of "%s" stays text, in elements and attributes alike',
  (_key, workflow) => {
    const { html, text } = renderEmail({ workflow: workflow.key, data: hostileData(workflow) });

    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html.match(/<title>([^<]*)<\/title>/)?.[1]).toContain('&lt;img src=x');
    expect(html).toContain('href="https://example.com/?a=1&amp;b=&quot;>&lt;script>alert(1)&lt;/script>"');
    expect(html.match(/<!--/g)).toHaveLength(3); // ours: one in the head, two around the button
    expect(text).toContain(hostile);
    expect(text).toContain('https://example.com/?a=1&b="><script>alert(1)</script>');
  },
);

test('text that looks like an entity stays as it was typed', () => {
  const { html, text } = renderEmail({
    workflow: 'message',
    data: { title: 'Fish &amp; chips', body: '&lt;b&gt; &nbsp; &#39;' },
  });

  expect(html).toContain('Fish &amp;amp; chips');
  expect(text).toMatch(/^Fish &amp; chips\n\n&lt;b&gt; &nbsp; &#39;\n/);
});

test('a message keeps its paragraphs and line breaks', () => {
  const { html, text } = renderEmail({ workflow: 'message', data: { title: 'Hello', body: 'One\r\ntwo\n \n\nthree' } });

  expect(html).toMatch(/>One<br\/>two<\/p><p [^>]*>three<\/p>/);
  expect(text).toContain('Hello\n\nOne\ntwo\n\nthree\n');
});

test('a message of nothing but a title has no empty paragraph and no button', () => {
  const { html } = renderEmail({ workflow: 'message', data: { title: 'Hello', body: '' } });

  expect(html).not.toContain('<a ');
  expect(html).not.toMatch(/<p [^>]*><\/p>/);
});

test('a message is in the language of its user, and the footer in ours', () => {
  const { html } = renderEmail({ workflow: 'message', data: { title: 'مرحبا', body: 'أهلا' }, locale: 'ar-EG' });

  expect(openingTags(html, 'html')).toEqual([expect.stringContaining('dir="rtl" lang="ar-EG"')]);
  expect(openingTags(html, 'div')).toContainEqual(expect.stringMatching(/role="article".* lang="ar-EG" dir="rtl"/));
  expect(openingTags(html, 'p').at(-1)).toContain(`lang="${'ar' in brand.translations ? 'ar' : brand.language}" dir=`);
});

test('copy that we wrote is in our language, whatever the user speaks', () => {
  const { html } = renderEmail({ workflow: 'repair-approved', data: repairApproved.example, locale: 'ar-EG' });

  expect(openingTags(html, 'html')).toEqual([expect.stringContaining('dir="ltr" lang="en"')]);
});

test('a translated e-mail is in its language from the title to the footer, with dates as its user writes them', () => {
  const notification = { workflow: 'repair-assigned', data: repairAssigned.example, locale: 'de-CH', timezone: 'Asia/Kathmandu' };

  const { subject, html, text } = renderEmail(notification);

  expect(subject).toBe('Reparatur R-1043 für Northwind Logistics ist Ihre');
  expect(openingTags(html, 'html')).toEqual([expect.stringContaining('dir="ltr" lang="de"')]);
  expect(openingTags(html, 'p').at(-1)).toContain(`lang="${'de' in brand.translations ? 'de' : brand.language}"`);
  expect(text).toContain('Freitag, 15. März 2030 um 21:45'); // 16:00 UTC, five hours and three quarters further east
  expect(text).toContain(footerIn('de'));
});

test('a long preheader is cut between characters', () => {
  const { html } = renderEmail({ workflow: 'message', data: { title: 'Hello', body: '🔧'.repeat(200) } });

  expect(html.isWellFormed()).toBe(true);
  expect(html).toContain(`>${'🔧'.repeat(70)}<`);
});

test('a repair without a vehicle has no line for it', () => {
  const { vehicle: _, ...data } = repairApproved.example;

  expect(renderEmail({ workflow: 'repair-approved', data }).text).not.toContain('Vehicle');
});
