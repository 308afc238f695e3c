import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { stopEndless } from '../../lambdas/shell/delivery/stop-endless.ts';
import { withLogIds } from '../../lambdas/shell/ids/log-ids.ts';
import { aWorkflow } from '../core/workflows/a-workflow.ts';

const reader = { language: 'en', locale: 'en-GB', timezone: 'Europe/London' };
let calls = 0;
const endless = aWorkflow({
  inbox: ({ name }: { name: string }) => {
    while (name === 'for ever') calls += 1;
    return { title: `Hello ${name}`, body: 'News.' };
  },
  when: { email: ({ data }: { data: { name: string } }) => data.name !== 'nobody' },
} as never) as unknown as Workflow;
const stopped = stopEndless(new Map([['greeting', endless]])).get('greeting') as Workflow;

test('for a record that comes again, a function that never ends is stopped, and throws', () => {
  withLogIds({ attempt: 2 }, () => {
    expect(() => stopped.inbox({ name: 'for ever' }, reader)).toThrow('timed out');
    expect(stopped.inbox({ name: 'Ada' }, reader)).toEqual({ title: 'Hello Ada', body: 'News.' });
    expect(stopped.when?.email?.({ data: { name: 'nobody' }, user: { id: 'ada', attributes: {} } })).toBe(false);
  });
  expect(calls).toBeGreaterThan(0);
});

test('the first time, and where there is no record, it is called as it is', () => {
  const written = { title: 'Hello Ada', body: 'News.' };

  expect(withLogIds({ attempt: 1 }, () => stopped.inbox({ name: 'Ada' }, reader))).toEqual(written);
  expect(stopped.inbox({ name: 'Ada' }, reader)).toEqual(written);
});

test('what is no function stays as it is', () => {
  expect(stopped.payload).toBe(endless.payload);
  expect({ ...stopped, inbox: 0, subject: 0, sms: 0, when: 0 }).toEqual({ ...endless, inbox: 0, subject: 0, sms: 0, when: 0 });
});
