import { renderCopy } from '../../../core/workflows/rules/copy.ts';
import { checkCopyFit } from '../../../core/workflows/rules/copy-fit.ts';
import { localeChain, readerOf, writeInstant } from '../../../core/workflows/rules/reader.ts';
import type { WorkflowCopy } from '../../../core/workflows/rules/workflow.ts';
import { aWorkflow } from './a-workflow.ts';

type Said = WorkflowCopy<{ name: string }>;

const german: Said = {
  inbox: ({ name }) => ({ title: `Hallo, ${name}`, body: 'Schön, Sie zu sehen.' }),
  subject: ({ name }) => `Hallo, ${name}`,
  sms: ({ name }) => `Hallo, ${name}`,
};
const swiss: Said = { ...german, subject: ({ name }) => `Grüezi, ${name}` };

test.each([
  ['de-CH', ['de-CH', 'de']],
  ['zh-Hant-TW', ['zh-Hant-TW', 'zh-Hant', 'zh']],
  ['EN-gb', ['en-GB', 'en']],
  ['de-DE-u-co-phonebk', ['de-DE', 'de']],
])('%s is stood in for by shorter tags', (locale, chain) => {
  expect(localeChain(locale)).toEqual(chain);
});

test.each([
  ['de-CH', 'Grüezi, Ada'],
  ['de-AT', 'Hallo, Ada'],
  ['de', 'Hallo, Ada'],
  ['fr-CH', 'Hello, Ada'],
  [undefined, 'Hello, Ada'],
])('a user of %s reads the nearest copy there is', (locale, subject) => {
  const workflow = aWorkflow({ translations: { de: german, 'de-CH': swiss } });

  const rendered = renderCopy(workflow, { name: 'Ada' }, { channels: ['inbox', 'email'], whereabouts: { locale } });

  expect(rendered).toMatchObject({ outcome: 'rendered', copy: { subject } });
});

test("the workflow's own language is not passed over for a translation further down the chain", () => {
  const workflow = aWorkflow({ language: 'de-CH', translations: { de: german } });

  expect(readerOf(workflow, { locale: 'de-CH' }).language).toBe('de-CH');
  expect(readerOf(workflow, { locale: 'de-AT' }).language).toBe('de');
});

test.each([
  [{ locale: 'de-CH', timezone: 'Europe/Zurich' }, 'Sonntag, 31. März 2030 um 03:30'], // the clock has just sprung forward
  [{ locale: 'en-US', timezone: 'America/New_York' }, 'Saturday, March 30, 2030 at 9:30 PM'],
  [{ locale: 'en-GB', timezone: 'Asia/Kathmandu' }, 'Sunday, 31 March 2030 at 07:15'],
  [{ locale: 'fr-DE', timezone: 'Europe/Berlin' }, 'Sunday, 31 March 2030 at 03:30'], // no French copy: English, as in Germany
  [{}, 'Sunday, March 31, 2030 at 1:30 AM'],
])('an instant is written for %j', (whereabouts, words) => {
  const reader = readerOf(aWorkflow({ translations: { de: german } }), whereabouts);

  expect(writeInstant('2030-03-31T01:30:00Z', reader).replaceAll('\u202f', ' ')).toBe(words);
});

test('copy that is wrong in any language is told at the publish', () => {
  const workflow = aWorkflow({ translations: { de: { ...german, subject: () => '' } } });

  expect(checkCopyFit(workflow, { name: 'Ada' }, ['inbox']).faults).toEqual([
    { pointer: '/data', detail: expect.stringContaining('subject') },
  ]);
  expect(checkCopyFit(aWorkflow(), { name: 'Ada' }, ['inbox'])).toEqual({ faults: [], skipped: [] });
});
