import type { Channel } from '../../../contract/values.ts';
import { renderCopy } from '../../../core/workflows/rules/copy.ts';
import type { InboxCopy } from '../../../core/workflows/rules/workflow.ts';
import { aWorkflow } from './a-workflow.ts';

const allChannels: Channel[] = ['inbox', 'email', 'sms'];
const data = { name: 'Ada' };
const ok = { id: 'ok', label: 'OK', primary: true };

/** The details of what is refused, for a workflow with these changes. */
function faultsOf(changes: Parameters<typeof aWorkflow>[0]): string[] {
  const rendered = renderCopy(aWorkflow(changes), data, { channels: allChannels });
  return rendered.outcome === 'refused' ? rendered.faults.map((fault) => fault.detail) : [];
}

test('copy is written for each channel', () => {
  expect(renderCopy(aWorkflow(), data, { channels: allChannels })).toEqual({
    outcome: 'rendered',
    copy: { inbox: { title: 'Hello, Ada', body: 'It is good to see you.' }, subject: 'Hello, Ada', sms: 'Hello, Ada' },
  });
});

test('an SMS nobody asked for is not written, so it cannot be wrong', () => {
  const workflow = aWorkflow({ sms: () => 'x'.repeat(1000) });

  expect(renderCopy(workflow, data, { channels: ['inbox', 'email'] })).toMatchObject({ outcome: 'rendered' });
});

test('a push message is not written where the stage has push off, so it cannot be wrong there', () => {
  const workflow = aWorkflow({ push: () => ({ title: 'x'.repeat(1000), body: '' }) });
  const channels: Channel[] = ['inbox', 'push'];

  expect(renderCopy(workflow, data, { channels })).toMatchObject({ outcome: 'refused' });
  expect(renderCopy({ ...workflow, channelsOff: ['push'] }, data, { channels })).toMatchObject({
    outcome: 'rendered',
    copy: expect.not.objectContaining({ push: expect.anything() }),
  });
});

test('a workflow without SMS text has none, even where the channel is asked for', () => {
  const rendered = renderCopy(aWorkflow({ sms: undefined }), data, { channels: allChannels });

  expect(rendered).toMatchObject({ outcome: 'rendered', copy: expect.not.objectContaining({ sms: expect.anything() }) });
});

test('a link that is undefined is absent', () => {
  const rendered = renderCopy(aWorkflow({ inbox: () => ({ title: 'Hi', body: '', actionUrl: undefined }) }), data, {
    channels: ['inbox'],
  });

  expect(rendered.outcome === 'rendered' && Object.keys(rendered.copy.inbox ?? {})).toEqual(['title', 'body']);
});

test('buttons and a picture go to the inbox, and to no chat that says what the inbox says', () => {
  const image = { url: 'https://app.example.com/brakes.png', alt: 'The new brakes' };
  const workflow = aWorkflow({ inbox: () => ({ title: 'Hi', body: '', image, actions: [ok] }) });

  expect(renderCopy(workflow, data, { channels: ['inbox', 'chat'] })).toMatchObject({
    copy: { inbox: { title: 'Hi', body: '', image, actions: [ok] }, chat: { title: 'Hi', body: '' } },
  });
  expect(renderCopy(workflow, data, { channels: ['chat'] })).not.toHaveProperty('copy.chat.actions');
  expect(renderCopy(workflow, data, { channels: ['chat'] })).not.toHaveProperty('copy.chat.image');
});

test('the copy functions keep their `this`', () => {
  const workflow = aWorkflow({
    subject() {
      return `About ${this.category}`;
    },
    sms() {
      return `About ${this.category}`;
    },
  });

  expect(renderCopy(workflow, data, { channels: allChannels })).toMatchObject({
    copy: { subject: 'About general', sms: 'About general' },
  });
});

/** Inbox copy with one part of it changed. */
function inbox(changes: Record<string, unknown>): () => InboxCopy {
  return () => ({ title: 'Hello', body: 'Hello', ...changes });
}

test.each<[string, Parameters<typeof aWorkflow>[0], RegExp]>([
  ['a title of two lines', { inbox: inbox({ title: 'a\nb' }) }, /^workflow "greeting", inbox\.title: must be one line/],
  ['an empty title', { inbox: inbox({ title: '' }) }, /inbox\.title: /],
  ['a title of 201 characters', { inbox: inbox({ title: 'x'.repeat(201) }) }, /inbox\.title: .*200/],
  ['a title that is missing', { inbox: inbox({ title: undefined }) }, /inbox\.title: is missing; it must be text/],
  ['a body of 2,001 characters', { inbox: inbox({ body: 'x'.repeat(2001) }) }, /inbox\.body: .*2000/],
  ['a body with a control character', { inbox: inbox({ body: 'a\u0007b' }) }, /inbox\.body: must not contain control/],
  ['a javascript: link', { inbox: inbox({ actionUrl: 'javascript:alert(1)' }) }, /inbox\.actionUrl: must be an http or https/],
  ['a link without a host', { inbox: inbox({ actionUrl: '/repairs/1' }) }, /inbox\.actionUrl: /],
  ['inbox copy with a misspelt field', { inbox: inbox({ actionURL: 'https://example.com' }) }, /inbox: .*"actionURL"/],
  [
    'a picture that is not fetched by https',
    { inbox: inbox({ image: { url: 'http://example.com/a.png' } }) },
    /image\.url: .*https/,
  ],
  ['a picture that is a script', { inbox: inbox({ image: { url: 'javascript:alert(1)' } }) }, /inbox\.image\.url: /],
  ['a button without a label', { inbox: inbox({ actions: [{ id: 'ok' }] }) }, /inbox\.actions\.0\.label: /],
  ['a button of a javascript: link', { inbox: inbox({ actions: [{ id: 'ok', label: 'OK', url: 'javascript:1' }] }) }, /0\.url: /],
  [
    'two buttons of one id',
    { inbox: inbox({ actions: [ok, { ...ok, primary: false }] }) },
    /inbox\.actions: must have ids of their own/,
  ],
  ['two primary buttons', { inbox: inbox({ actions: [ok, { ...ok, id: 'no' }] }) }, /inbox\.actions: may have one that is/],
  ['a subject that would add a header', { subject: () => 'Hi\r\nBcc: eve@example.com' }, /subject: must be one line/],
  ['a subject of 201 characters', { subject: () => 'x'.repeat(201) }, /subject: .*200/],
  ['a subject that is a promise', { subject: (async () => 'Hi') as never }, /subject: must be text/],
  ['an empty SMS', { sms: () => '' }, /sms: /],
  ['an SMS of three segments', { sms: () => 'x'.repeat(307) }, /sms: takes 3 segments in GSM-7, and 2 are allowed/],
  ['an SMS above its own limit', { maxSmsSegments: 1, sms: () => 'ы'.repeat(71) }, /sms: takes 2 segments in UCS-2, and 1 are/],
])('%s is refused', (_name, changes, detail) => {
  expect(faultsOf(changes)).toEqual([expect.stringMatching(detail)]);
});

test('an SMS may take the segments that its workflow allows', () => {
  expect(faultsOf({ maxSmsSegments: 3, sms: () => 'x'.repeat(459) })).toEqual([]);
});

test('every fault is told at once, and points into the publish', () => {
  const rendered = renderCopy(aWorkflow({ inbox: inbox({ title: '', body: 3 }), subject: () => '' }), data, {
    channels: allChannels,
  });

  expect(rendered.outcome === 'refused' && rendered.faults.map((fault) => fault.pointer)).toEqual(['/data', '/data', '/data']);
});

test.each(['inbox', 'subject', 'sms'] as const)('a throwing %s is named, and its error stays inside', (name) => {
  const faults = faultsOf({
    [name]: ({ name }: { name: string }) => {
      throw new Error(`no greeting for ${name}`);
    },
  });

  expect(faults).toEqual([`workflow "greeting", ${name}: threw an error on this data`]);
});

test('a fault holds none of the data', () => {
  const secret = 'hunter2';
  const workflow = aWorkflow({
    inbox: ({ name }) => ({ title: `${name}\n`, body: `${name}\u0000`, actionUrl: `javascript:${name}` }),
    subject: ({ name }) => `${name}\n`,
    sms: ({ name }) => name.repeat(100),
  });

  const rendered = renderCopy(workflow, { name: secret }, { channels: allChannels });

  expect(rendered.outcome).toBe('refused');
  expect(JSON.stringify(rendered)).not.toContain(secret);
});
