import { h } from 'preact';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { checkWorkflow, checkWorkflows } from '../../workflows/_check/check-workflow.ts';
import { aWorkflow } from '../core/workflows/a-workflow.ts';

const Email = () => h('p', null, 'Hello');
const check = (changes: object, template: unknown = Email) => checkWorkflow({ ...aWorkflow(), ...changes } as Workflow, template);
const long = 'x'.repeat(400);
const inbox = (title: string, body: string, actionUrl?: string) => () => ({ title, body, actionUrl });
const french = { subject: () => 'Nouvelles', sms: () => 'Nouvelles' };

test('a workflow that is in order has no fault', () => {
  expect(check({})).toEqual([]);
  expect(checkWorkflows([], {})).toEqual([]); // nor has the digest
});

test.each<[string, object, string]>([
  [
    'a blank title',
    { inbox: inbox(' ', 'News.') },
    'inbox in "en", title: must not be empty: white space and what is invisible do not count',
  ],
  [
    'a title that shows nothing',
    { inbox: inbox('\u200b\ufeff', 'News.') },
    'inbox in "en", title: must not be empty: white space and what is invisible do not count',
  ],
  ['a blank body', { inbox: inbox('For you', '') }, 'inbox in "en", body: is empty'],
  ['a link to nowhere', { inbox: inbox('Hi', 'News.', '/x') }, 'inbox in "en", actionUrl: must be an http or https URL'],
  [
    'a blank subject',
    { subject: () => '  ' },
    'email in "en", subject: must not be empty: white space and what is invisible do not count',
  ],
  [
    'a subject that is long as that of a batch',
    {
      batch: { windowMinutes: 5, opens: 'quiet' },
      subject: (_: unknown, { batch }: { batch?: { count: number } }) => 'News. '.repeat(batch?.count === 12 ? 40 : 1),
    },
    'email in "en", as a batch, subject: must have at most 200 characters',
  ],
  ['a long subject', { subject: () => long }, 'email in "en", subject: must have at most 200 characters'],
  ['a blank SMS', { sms: () => '\n' }, 'sms in "en", text: must not be empty: white space and what is invisible do not count'],
  [
    'an SMS of too many segments',
    { sms: () => long },
    'sms in "en", text: takes 3 segments in GSM-7, and 2 are allowed; shorten it or raise maxSmsSegments',
  ],
  [
    'another first language',
    { language: 'de', subject: () => ' ' },
    'email in "de", subject: must not be empty: white space and what is invisible do not count',
  ],
  [
    'a field that the payload does not have',
    { subject: (data: Record<string, string>) => `Invoice ${data.nope} is due` },
    'email in "en", subject: says "undefined": does the payload have every field that it takes?',
  ],
  [
    'a variant',
    { experiment: { variants: { plain: { weight: 1 }, short: { weight: 1, inbox: inbox('Hi', '') } } } },
    'inbox in "en", variant "short", body: is empty',
  ],
  ['a translation', { translations: { fr: { ...french, inbox: inbox('Pour vous', '') } } }, 'inbox in "fr", body: is empty'],
])('%s is told by workflow, channel, language and field', (_, changes, fault) => {
  expect(check(changes)).toEqual([`workflow "greeting", ${fault}`]);
});

test('the e-mail is rendered for each variant, which it may go by', () => {
  const experiment = { variants: { plain: { weight: 1 }, short: { weight: 1 } } };
  const EmptyForOne = ({ reader }: { reader: { variant?: string } }) => h('p', null, reader.variant === 'short' ? '' : 'Hello');

  expect(check({ experiment }, EmptyForOne)).toEqual([
    'workflow "greeting", email in "en", variant "short", html: greeting/email.tsx renders no words: does it return its elements?',
  ]);
});

test('a function that throws is told with what it threw', () => {
  const fail = () => {
    throw new Error('no name');
  };

  expect(check({ inbox: fail })).toEqual(['workflow "greeting", inbox in "en", inbox: threw Error: no name']);
});

test.each([
  ['is not there', null, 'html: the template in emails.ts is null'],
  ['returns nothing', () => undefined, 'html: greeting/email.tsx renders no words'],
  ['returns its elements later', async () => h('p', null, 'Hello'), 'html: greeting/email.tsx renders no words'],
  [
    'has a title and no text',
    () => h('html', null, h('head', null, h('title', null, 'Hi'))),
    'html: greeting/email.tsx renders no words',
  ],
  [
    'has words for screens alone',
    () => h('p', { 'data-skip-in-text': 'true' }, 'Hi'),
    'text: greeting/email.tsx renders nothing',
  ],
  ['takes what is not there', () => h('p', null, `Due ${new Date('?')}`), 'text: greeting/email.tsx says "Invalid Date"'],
  ['is longer than Gmail shows', () => h('p', null, 'word '.repeat(30_000)), 'html: greeting/email.tsx renders 150'],
])('a template that %s is told in each language', (_, template, reason) => {
  const translations = { fr: { ...french, inbox: inbox('Pour vous', 'Du nouveau.') } };

  expect(check({ translations }, template)).toEqual([
    expect.stringContaining(`workflow "greeting", email in "en", ${reason}`),
    expect.stringContaining(`workflow "greeting", email in "fr", ${reason}`),
  ]);
});

test('copy may say "undefined" where its data do', () => {
  const example = { name: 'undefined' };

  expect(check({ example, subject: (data: { name: string }) => `Error: ${data.name} is not a function` })).toEqual([]);
});

test('a definition that is wrong in itself is all that is said', () => {
  expect(check({ category: 'Not A Category' })).toEqual([
    expect.stringMatching(/^workflow "greeting" is wrong: category: [^;]+$/),
  ]);
});
