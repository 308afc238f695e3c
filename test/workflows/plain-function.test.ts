import { defineWorkflow, singleLine } from 'bellhop/workflow';
import * as z from 'zod';
import { checkWorkflow } from '../../workflows/_check/check-workflow.ts';
import type { EmailTemplate } from '../../workflows/_layout/email-template.ts';
import { html } from '../../workflows/_layout/html.ts';
import { renderTemplate } from '../../workflows/_layout/render-template.tsx';

const greeting = defineWorkflow({
  key: 'greeting',
  category: 'general',
  priority: 'normal',
  payload: z.strictObject({ name: singleLine(60) }),
  example: { name: 'Ada' },
  inbox: ({ name }) => ({ title: `Hello ${name}`, body: 'Welcome.' }),
  subject: ({ name }) => `Hello ${name}`,
});

const unsubscribeUrl = 'https://api.example.com/u/token';
const render = (template: EmailTemplate<{ name: string }>, name = 'Ada', locale?: string) =>
  renderTemplate(greeting, template, { data: { name }, whereabouts: { ...(locale && { locale }) }, unsubscribeUrl });

test('a plain function that returns HTML is an e-mail, a whole document with plain text beside it', () => {
  const email = render(({ data }) => `<h1>Hello ${data.name}</h1><p>Read <a href="https://e.com">this</a>.<br>Bye</p>`);

  expect(email.html).toMatch(/^<!doctype html><html lang="en" dir="ltr"><head>.*<title>Hello Ada<\/title>.*color-scheme/);
  expect(email.html).toContain('<body><h1>Hello Ada</h1><p>Read ');
  expect(email.text).toBe('Hello Ada\n\nRead this <https://e.com>.\nBye\n');
});

test('what a template literal of `html` is given stays text, and what it has written stays HTML', () => {
  const rows = ['<b>1</b>', '2'].map((each) => html`<li>${each}</li>`);

  const email = render(
    ({ data }) => html`<p title="${data.name}">${data.name}</p><ul>${rows}</ul>${false}${undefined}`,
    `<i>"'&`,
  );

  expect(email.html).toContain(
    '<body><p title="&lt;i&gt;&quot;&#39;&amp;">&lt;i&gt;&quot;&#39;&amp;</p><ul><li>&lt;b&gt;1&lt;/b&gt;</li><li>2</li></ul></body>',
  );
  expect(email.html).toContain('<title>Hello &lt;i&gt;');
  expect(email.text).toBe(`<i>"'&\n\n- <b>1</b>\n- 2\n`);
});

test('a document of its own stays as it is, and so does plain text of its own', () => {
  const document = '<html><head><title>Mine</title></head><body>Hello</body></html>';

  expect(render(() => document).html).toBe(`<!doctype html>${document}`);
  expect(render(() => html`<p>Hello</p>`.withText('Hello, in my own words')).text).toBe('Hello, in my own words');
});

test('a plain function is told where one click unsubscribes', () => {
  expect(render(({ unsubscribeUrl }) => html`<a href="${unsubscribeUrl}">Leave</a>`).html).toContain(`href="${unsubscribeUrl}"`);
});

test('it is checked as any template is', () => {
  expect(checkWorkflow(greeting, () => '<p>Hello</p>')).toEqual([]);
  expect(checkWorkflow(greeting, () => '<p></p>')[0]).toContain('renders no words');
  expect(checkWorkflow(greeting, ({ data }: { data: { nmae?: string } }) => `<p>Hello ${data.nmae}</p>`)[0]).toContain(
    'says "undefined"',
  );
});
