import { trackedHtml, trackedLinks } from '../../../local/emulators/providers/tracked-mail.ts';

const html =
  '<body><a href="https://app.example.com/r?a=1&amp;b=2" style="x">Open</a> <a href="mailto:ada@example.com">Write</a>' +
  ' <a ses:no-track href="https://api.example.com/u/t">Unsubscribe</a> <a class="b" href="http://example.com">Home</a></body>';

test('where clicks are told, links of the web lead by the local system, but for one that is marked, whose mark goes', () => {
  expect(trackedHtml(html, 'ses-1', ['click'])).toBe(
    '<body><a href="/local/outbox/ses-1/links/0" style="x">Open</a> <a href="mailto:ada@example.com">Write</a>' +
      ' <a href="https://api.example.com/u/t">Unsubscribe</a> <a class="b" href="/local/outbox/ses-1/links/1">Home</a></body>',
  );
  expect(trackedLinks(html)).toEqual(['https://app.example.com/r?a=1&b=2', 'http://example.com']);
});

test('where opens are told, a picture stands at the end, and links are as they were', () => {
  const picture = '<img src="/local/outbox/ses-1/open.gif" alt="" width="1" height="1">';

  expect(trackedHtml(html, 'ses-1', ['open'])).toBe(html.replace('</body>', `${picture}</body>`));
  expect(trackedHtml('<p>Hello</p>', 'ses-1', ['open'])).toBe(`<p>Hello</p>${picture}`);
});
