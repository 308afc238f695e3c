import { renderCopy } from '../../core/workflows/rules/copy.ts';
import { localeChain } from '../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { digest } from '../../workflows/_digest/workflow.ts';
import { brand } from '../../workflows/brand.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { repairAssigned } from '../../workflows/repair-assigned/workflow.ts';
import { unsubscribePage } from '../../workflows/unsubscribe-page.ts';
import { shipped } from './shipped.ts';
import { withoutBrand } from './without-brand.ts';

/** Each of ours that has words of its own; what `message` says is its publisher's. */
const wordy = shipped.filter(({ key }) => key !== 'message');
const germans = ['de', 'de-CH', 'de-AT', 'de-Latn-LI'];
const english = /\b(?:the|is|for|you|your|open|have|and|customer|vehicle|due|repair)\b/i;

/** What of an example is somebody's own words. */
function writtenBySomebody({ example }: Workflow): string {
  const { comment = '' } = example as { comment?: string };
  return comment;
}

function copyOf(workflow: Workflow, locale: string, timezone = 'Europe/Zurich') {
  const data = workflow.payload.parse(workflow.example);
  const rendered = renderCopy(workflow, data, { channels: ['inbox', 'email', 'sms'], whereabouts: { locale, timezone } });
  if (rendered.outcome === 'refused') throw new Error(rendered.faults.map(({ detail }) => detail).join('; '));
  return rendered.copy;
}

/** What an e-mail says in words of ours, without addresses, which are the same in every language. */
function wordsOf(workflow: string, data: Record<string, unknown>, locale: string): string {
  const { subject, text } = renderEmail({ workflow, data, locale, timezone: 'Europe/Zurich' });
  return withoutBrand(`${subject}\n${text}`).replaceAll(/https?:\/\/\S+/g, '');
}

describe.each(germans)('a reader of %s', (locale) => {
  test.each(wordy.map((workflow) => [workflow.key, workflow] as const))(
    'gets "%s" in German in the inbox and by SMS',
    (_, workflow) => {
      const { inbox, subject, sms } = copyOf(workflow, locale);

      const body = inbox?.body.replace(writtenBySomebody(workflow), '');
      for (const text of [inbox?.title, body, subject, sms?.replace(/https:\S+/, '')].filter(Boolean)) {
        expect(text).toMatch(/Reparatur/);
        expect(text).not.toMatch(english);
      }
    },
  );

  test.each(wordy.map((workflow) => [workflow.key, workflow] as const))(
    'gets the e-mail of "%s" in German from subject to button',
    (key, workflow) => {
      const { html } = renderEmail({ workflow: key, data: workflow.example, locale });

      expect(wordsOf(key, workflow.example, locale)).not.toMatch(english);
      expect(/<html [^>]*>/.exec(html)?.[0]).toContain('dir="ltr" lang="de"');
    },
  );

  test('gets a digest in German around the items, which are as the inbox has them', () => {
    const items = [{ title: 'Reparatur R-1 ist genehmigt', at: '2026-11-22T14:05:00.000Z' }];
    const data = { ...digest.example, groups: [{ category: 'repairs', items, more: 1234 }], total: 1235 };

    expect(wordsOf('digest', data, locale)).not.toMatch(english);
  });

  test('gets the page to unsubscribe in German', () => {
    for (const outcome of ['asked', 'unsubscribed', 'resubscribed'] as const) {
      const { html } = unsubscribePage({ outcome, category: 'repairs', channel: 'email' }, `${locale},en;q=0.5`);

      expect(html).toContain('<html lang="de">');
      expect(html).toContain('<strong>Reparaturen</strong>');
      expect(withoutBrand(html.replace(/<style>.*<\/style>|<[^>]+>/gs, ' '))).not.toMatch(english);
    }
  });
});

test.each(['fr-CH', 'ar-EG', 'zh-Hant-TW', 'den'])('a reader of %s, which nobody has written in, gets the default', (locale) => {
  for (const workflow of wordy) expect(copyOf(workflow, locale).subject).toMatch(/^Repair /);
  expect(renderEmail({ workflow: 'digest', data: digest.example, locale }).subject).toMatch(/^Your day/);
  expect(unsubscribePage({ outcome: 'unknown' }, locale).html).toContain(
    `<html lang="${brand.language === 'de' ? 'de' : 'en'}">`,
  );
});

test('the nearest language wins: a dialect that has copy of its own goes before its language', () => {
  const { de } = repairAssigned.translations ?? {};
  if (de === undefined) throw new Error('there is no German');
  const swiss = { ...repairAssigned, translations: { de, 'de-CH': { ...de, subject: () => 'Reparatur uf Schwiizerdütsch' } } };

  expect(localeChain('de-CH')).toEqual(['de-CH', 'de']);
  expect(copyOf(swiss as unknown as Workflow, 'de-CH').subject).toBe('Reparatur uf Schwiizerdütsch');
  expect(copyOf(swiss as unknown as Workflow, 'de-AT').subject).toMatch(/^Reparatur R-1043 für/);
});

test.each([
  ['de-CH', 'Europe/Zurich', 'Freitag, 15. März 2030 um 17:00'],
  ['en-GB', 'Asia/Kathmandu', 'Friday, 15 March 2030 at 21:45'],
  ['en-US', 'America/New_York', 'Friday, March 15, 2030 at 12:00 PM'],
  ['fr-CA', 'Pacific/Kiritimati', 'Saturday, March 16, 2030 at 6:00 a.m.'], // English as it is written in Canada
])('dates are as %s writes them, in %s, in the inbox and by e-mail alike', (locale, timezone, due) => {
  const spaces = (text: string) => text.replaceAll(/\s/g, ' ');

  expect(spaces(copyOf(repairAssigned as unknown as Workflow, locale, timezone).inbox?.body ?? '')).toContain(due);
  const { text } = renderEmail({ workflow: 'repair-assigned', data: repairAssigned.example, locale, timezone });
  expect(spaces(text)).toContain(due);
});

test.each([
  ['de-CH', '1’235 Nachrichten', '1’234 weitere'],
  ['de', '1.235 Nachrichten', '1.234 weitere'],
  ['en-GB', '1,235 notifications', '1,234 more'],
  ['en-IN', '1,235 notifications', '1,234 more'],
])('numbers in a digest are as %s writes them', (locale, total, more) => {
  const groups = [{ category: 'general', items: [], more: 1234 }];
  const curly = (written: string) => written.replaceAll("'", '’'); // Switzerland's sign is straight in the data of some Nodes
  const { subject, text } = renderEmail({ workflow: 'digest', data: { ...digest.example, groups, total: 1235 }, locale });

  expect(curly(subject)).toContain(total);
  expect(curly(text)).toContain(more);
});

test('a message has a button in the language that its words are taken to be in', () => {
  const data = { title: 'Hoi', body: '', url: 'https://app.example.com/x' };

  expect(renderEmail({ workflow: 'message', data, locale: 'de-CH' }).text).toContain('app.example.com öffnen:');
  expect(renderEmail({ workflow: 'message', data, locale: 'fr' }).text).toContain('Open app.example.com:');
  expect(renderEmail({ workflow: 'message', data }).text).toContain('Open app.example.com:');
});
