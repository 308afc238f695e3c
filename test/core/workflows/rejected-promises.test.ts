import { askSteps } from '../../../core/workflows/rules/ask-steps.ts';
import { writeCopy } from '../../../core/workflows/rules/copy.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { renderTemplate } from '../../../workflows/_layout/render-template.tsx';
import { aWorkflow } from './a-workflow.ts';

const asked = { user: { id: 'ada' }, since: new Date('2030-03-15T12:00:00Z') };

/** A promise that is rejected, and whether somebody handles that. */
function rejected() {
  const promise = Promise.reject(new Error('the look-up failed'));
  const { then } = promise;
  const seen = { promise: promise as never, isHandled: false };
  void then.call(promise, undefined, () => {}); // a test that fails must not end the process
  // biome-ignore lint/suspicious/noThenProperty: it goes on being a promise, and is watched
  promise.then = function (this: Promise<never>, ok, fail) {
    seen.isHandled ||= typeof fail === 'function';
    return then.call(this, ok, fail);
  } as typeof then;
  return seen;
}

test.each<[string, (promise: never) => Partial<Workflow>]>([
  ['when.email', (promise) => ({ when: { email: () => promise } })],
  ['delay.until', (promise) => ({ delay: { until: () => promise } })],
  ['throttle.key', (promise) => ({ throttle: { most: 1, minutes: 1, key: () => promise } })],
])('a promise that %s answers is a fault, and its rejection is handled', (field, steps) => {
  const seen = rejected();

  const { faults } = askSteps(steps(seen.promise), {}, asked);

  expect(faults).toMatchObject([{ field }]);
  expect(seen.isHandled).toBe(true);
});

test.each<[string, 'inbox' | 'email' | 'sms' | 'push' | 'chat', (promise: never) => Parameters<typeof aWorkflow>[0]]>([
  ['inbox', 'inbox', (promise) => ({ inbox: () => promise })],
  ['inbox.title', 'inbox', (promise) => ({ inbox: () => ({ title: promise, body: 'Hello' }) })],
  ['subject', 'email', (promise) => ({ subject: () => promise })],
  ['sms', 'sms', (promise) => ({ sms: () => promise })],
  ['push.url', 'push', (promise) => ({ push: () => ({ title: 'Hello', body: '', url: promise }) })],
  [
    'chat.fields.0.value',
    'chat',
    (promise) => ({ chat: () => ({ title: 'Hello', body: '', fields: [{ name: 'By', value: promise }] }) }),
  ],
])('a promise that is %s is a fault, and its rejection is handled', (field, channel, changes) => {
  const seen = rejected();

  const { faults } = writeCopy(aWorkflow(changes(seen.promise)), { name: 'Ada' }, { channels: [channel] });

  expect(faults.map((fault) => fault.field)).toContain(field);
  expect(seen.isHandled).toBe(true);
});

test('a promise in place of the elements of an e-mail, or that is its subject, is handled when it is rejected', () => {
  const body = rejected();
  const subject = rejected();
  const rendering = { data: { name: 'Ada' }, whereabouts: {} };

  renderTemplate(aWorkflow(), () => body.promise, rendering);
  expect(() => renderTemplate(aWorkflow({ subject: () => subject.promise }), () => body.promise, rendering)).toThrow();

  expect([body.isHandled, subject.isHandled]).toEqual([true, true]);
});
