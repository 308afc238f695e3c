import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { defineWorkflow, workflowsByKey } from '../../../core/workflows/rules/define-workflow.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { textsOf } from '../../docs/blocks.ts';
import { aWorkflow } from './a-workflow.ts';

/** Defines what no type checker has seen, as a plain JavaScript file would. */
function define(definition: unknown): unknown {
  return defineWorkflow(definition as Workflow);
}

test('a right definition comes back as it was given', () => {
  const workflow = aWorkflow({ channels: ['inbox', 'sms'], required: true, maxSmsSegments: 3 });

  expect(defineWorkflow(workflow)).toBe(workflow);
});

test('a limit of SMS segments may go by the name that it had until 0.2', () => {
  expect(define({ ...aWorkflow({ channels: ['inbox', 'sms'] }), maxSmsParts: 3 })).toMatchObject({ maxSmsSegments: 3 });
});

test('tracking is switched on as its page has it', () => {
  const [written = ''] = textsOf('docs/email-tracking.md', 'ts');
  const page: Workflow = runInNewContext(written.replace('export const invoiceDue =', ''), {
    defineWorkflow: (shown: object) => defineWorkflow({ ...aWorkflow(), ...shown }),
  });

  expect(page).toMatchObject({ key: 'invoice-due', trackEmail: ['clicks'] });
});

const payload = z.strictObject({ name: z.string() });
const said = { inbox: () => ({ title: 'Hallo', body: '' }), subject: () => 'Hallo', sms: () => 'Hallo' };

test.each<[string, Record<string, unknown>, string | RegExp]>([
  ['a key that is no folder name', { key: 'Repair Approved' }, 'workflow "Repair Approved" is wrong: key: must be lower-case'],
  ['a key that is missing', { key: undefined }, 'a workflow without a key is wrong: key: '],
  ['a category with a space', { category: 'my repairs' }, 'category: must be lower-case'],
  ['a category that is a daily digest', { category: 'daily-digest' }, 'category: is what preferences call a digest'],
  ['a category that is a weekly digest', { category: 'weekly-digest' }, 'category: is what preferences call a digest'],
  ['a priority nobody knows', { priority: 'asap' }, /priority: must be one of ("\w+", )+"\w+" \(it is "asap"\)$/],
  ['a priority that is missing', { priority: undefined }, /priority: is missing; it must be one of /],
  ['a channel nobody knows', { channels: ['pigeon'] }, /channels\.0: must be one of .*\(it is "pigeon"\)/],
  ['no channel at all', { channels: [] }, 'channels: must not be empty'],
  ['a channel twice', { channels: ['email', 'email'] }, 'channels: must not repeat a channel'],
  ['required that is not a yes or no', { required: 'yes' }, 'required: must be true or false (it is "yes")'],
  ['eleven SMS segments', { maxSmsSegments: 11 }, 'maxSmsSegments: must be at most 10 (it is 11)'],
  [
    'tracking of what is not tracked',
    { trackEmail: ['reads'] },
    'trackEmail.0: must be one of "opens", "clicks" (it is "reads")',
  ],
  ['tracking twice', { trackEmail: ['opens', 'opens'] }, 'trackEmail: must not repeat what it tracks'],
  ['tracking of nothing', { trackEmail: [] }, 'trackEmail: must not be empty'],
  ['a part and a half', { maxSmsSegments: 1.5 }, 'maxSmsSegments: must be a whole number (it is 1.5)'],
  ['a payload that is no schema', { payload: { name: 'string' } }, 'payload: must be a zod object schema'],
  ['a payload that is a schema, but of no object', { payload: z.string() }, 'payload: must be a zod object schema'],
  ['a payload that drops unknown fields', { payload: z.object({ name: z.string() }) }, 'payload: must be a z.strictObject'],
  ['a payload that keeps unknown fields', { payload: z.looseObject({ name: z.string() }) }, 'payload: must be a z.strictObject'],
  ['an example that is missing', { example: undefined }, 'example: '],
  ['an example that fails the payload', { example: { name: 3 } }, 'example.name: must be text (it is 3)'],
  [
    'an example with a misspelt field',
    { example: { name: 'Ada', nmae: 'Ada' } },
    'example: "nmae" is unknown; there may be name',
  ],
  [
    'an asynchronous payload',
    { payload: payload.refine(async () => true) },
    'payload: no check and no transform may be asynchronous',
  ],
  [
    'an asynchronous transform of what the example leaves out',
    { payload: payload.extend({ note: z.array(z.string().transform(async (text) => text)).optional() }) },
    'payload: no check and no transform may be asynchronous',
  ],
  [
    'an asynchronous check in a function that is not',
    { payload: payload.superRefine(() => Promise.resolve()) },
    'payload: no check and no transform may be asynchronous',
  ],
  ['inbox copy that is not a function', { inbox: { title: 'Hello' } }, 'inbox: must be a function'],
  ['a subject that is not a function', { subject: 'Hello' }, 'subject: must be a function'],
  ['an SMS text that is not a function', { sms: 'Hello' }, 'sms: must be a function'],
  ['SMS as a channel without a text', { channels: ['sms'], sms: undefined }, 'sms: the channel is listed, but there is no text'],
  ['SMS segments without a text', { maxSmsSegments: 2, sms: undefined }, 'maxSmsSegments: is set, but there is no SMS text'],
  ['a condition that is no function', { when: { sms: true } }, 'when.sms: must be a function'],
  ['a condition on a channel nobody knows', { when: { pigeon: () => true } }, 'when: "pigeon" is unknown'],
  [
    'a condition for an SMS without a text',
    { sms: undefined, when: { sms: () => true } },
    'when.sms: is set, but there is no SMS text',
  ],
  ['a condition that does not answer', { when: { sms: () => undefined } }, 'when.sms: must answer true or false'],
  ['a condition that answers later', { when: { sms: async () => true } }, 'when.sms: must answer true or false'],
  [
    'a condition that fails for a user of whom nothing is known',
    { when: { sms: ({ user }: { user: { locale: string } }) => user.locale.startsWith('de') } },
    'when.sms: threw an error on this data',
  ],
  ['a delay of no time', { delay: { minutes: 0 } }, 'delay.minutes: must be at least 1 (it is 0)'],
  ['a delay of more than a year', { delay: { minutes: 527_041 } }, 'delay.minutes: must be at most 527040'],
  ['a delay that says nothing', { delay: {} }, 'delay: must have either minutes or until'],
  ['a delay that says two things', { delay: { minutes: 1, until: '09:00' } }, 'delay: must have either minutes or until'],
  ['a delay until no time of day', { delay: { until: '25:00' } }, 'delay.until: must be a time of day from 00:00 to 23:59'],
  ['a delay until what is no instant', { delay: { until: () => 'tomorrow' } }, 'delay.until: must answer a Date, or an instant'],
  ['a chain beside channels', { channels: ['inbox'], chain: [{ channel: 'inbox' }] }, 'channels: is set beside a chain'],
  ['a chain beside escalations', { escalate: {}, chain: [{ channel: 'inbox' }] }, 'escalate: is set beside a chain'],
  ['a chain of nothing', { chain: [] }, 'chain: must not be empty'],
  ['a channel twice in a chain', { chain: [{ channel: 'sms' }, { channel: 'sms' }] }, 'chain.1.channel: is in the chain twice'],
  [
    'an inbox item that waits',
    { chain: [{ channel: 'sms' }, { channel: 'inbox', undelivered: true }] },
    'chain.1.channel: Inbox waits for nothing',
  ],
  [
    'a step that waits for a reader of nothing',
    { chain: [{ channel: 'sms', unreadAfterMinutes: 5 }, { channel: 'inbox' }] },
    'chain.0.unreadAfterMinutes: needs the inbox before it in the chain',
  ],
  [
    'a step that waits for the failure of nothing',
    { chain: [{ channel: 'inbox' }, { channel: 'sms', undelivered: true }] },
    'chain.1.undelivered: needs a channel before it',
  ],
  [
    'a chain with an SMS without a text',
    { sms: undefined, chain: [{ channel: 'sms' }] },
    'sms: the channel is listed, but there is no text',
  ],
  ['a throttle that lets nothing go', { throttle: { most: 0, minutes: 60 } }, 'throttle.most: must be at least 1 (it is 0)'],
  ['a throttle of a month', { throttle: { most: 1, minutes: 43_200 } }, 'throttle.minutes: must be at most 10080'],
  ['a throttle by a key that is none', { throttle: { most: 1, minutes: 60, key: () => 7 } }, 'throttle.key: must answer a text'],
  [
    'a batch on some channels beside a chain',
    { chain: [{ channel: 'inbox' }], batch: { windowMinutes: 5, opens: 'quiet', channels: ['inbox'] } },
    'batch.channels: is set, but the channels wait for one another',
  ],
  [
    'a batch on a channel that is none of its own',
    { channels: ['inbox'], batch: { windowMinutes: 5, opens: 'quiet', channels: ['email'] } },
    'batch.channels: has "email", which is none of the channels',
  ],
  ['a channel to opt in to twice', { optIn: ['sms', 'sms'] }, 'optIn: must not repeat a channel'],
  ['a frequency nobody knows', { digest: 'hourly' }, /digest: must be one of .*\(it is "hourly"\)/],
  ['an opt-in to what is required', { required: true, optIn: ['sms'] }, 'optIn: is set, but the workflow is required'],
  ['a digest of what is required', { required: true, digest: 'daily' }, 'digest: is set, but the workflow is required'],
  ['a translation into no language', { translations: { 'not a tag': aWorkflow() } }, 'translations.not a tag: '],
  [
    'a tag in a way that is never looked up',
    { translations: { 'de-ch': said } },
    'translations.de-ch: must be a plain BCP 47 tag, like de or de-CH (it is "de-ch")',
  ],
  [
    'a translation without the subject',
    { translations: { de: { ...said, subject: undefined } } },
    'translations.de.subject: must be',
  ],
  [
    'a translation that leaves out the SMS',
    { translations: { de: { ...said, sms: undefined } } },
    'translations.de.sms: must be there',
  ],
  ['a misspelt field', { chanels: ['inbox'] }, 'definition: "chanels" is unknown; there may be key, category, '],
])('%s stops whoever loads the workflow', (_name, changes, message) => {
  expect(() => define({ ...aWorkflow(), ...changes })).toThrow(message);
});

test('every wrong field is named at once', () => {
  const wrong = { ...aWorkflow(), priority: 'asap', payload: {}, subject: 'Hello' };

  expect(() => define(wrong)).toThrow(/^workflow "greeting" is wrong: priority: .*; payload: .*; subject: /);
});

test.each([[undefined], [null], ['greeting'], [[]]])('%p is refused as a definition, in words', (definition) => {
  expect(() => define(definition)).toThrow(/^a workflow without a key is wrong: /);
});

test('workflows are found by key', () => {
  const [greeting, farewell] = [aWorkflow(), aWorkflow({ key: 'farewell' })];

  expect([...workflowsByKey([greeting, farewell])]).toEqual([
    ['greeting', greeting],
    ['farewell', farewell],
  ]);
});

test('two workflows of one key are refused, by name', () => {
  expect(() => workflowsByKey([aWorkflow(), aWorkflow({ category: 'repairs' })])).toThrow('workflow "greeting" is defined twice');
});

test('one workflow listed twice is refused too', () => {
  const greeting = aWorkflow();

  expect(() => workflowsByKey([greeting, greeting])).toThrow('workflow "greeting" is defined twice');
});
