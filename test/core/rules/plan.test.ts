import * as z from 'zod';
import type { Priority } from '../../../contract/values.ts';
import type { Wishes } from '../../../core/rules/choose-channels.ts';
import { type PlannedUser, plan } from '../../../core/rules/plan.ts';
import type { Workflow } from '../../../core/rules/workflow.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const planChannels = (workflow: Workflow, user: PlannedUser, wishes: Wishes) => plan({ workflow, user, wishes }, noon);

const ada = { email: 'ada@example.com', phone: '+447700900123' };

function aWorkflow(change: Partial<Workflow> = {}): Workflow {
  return {
    key: 'repair-approved',
    category: 'repairs',
    priority: 'normal',
    payload: z.strictObject({}),
    example: {},
    inbox: () => ({ title: 'Approved', body: 'Go ahead.' }),
    subject: () => 'Approved',
    sms: () => 'Approved.',
    ...change,
  };
}

test.each<[Priority, string[]]>([
  ['low', ['inbox']],
  ['normal', ['inbox', 'email']],
  ['high', ['inbox', 'email', 'sms']],
  ['urgent', ['inbox', 'email', 'sms']],
])('priority "%s" goes to %j when nobody names channels', (priority, channels) => {
  const plan = planChannels(aWorkflow({ priority }), ada, {});

  expect(plan.map(({ channel }) => channel)).toEqual(channels);
  expect(plan.every(({ decision }) => decision === 'send')).toBe(true);
});

test('what the publish names goes before what the workflow names, and that before the priority', () => {
  const workflow = aWorkflow({ channels: ['email'] });

  expect(planChannels(workflow, ada, { channels: ['sms'] }).map(({ channel }) => channel)).toEqual(['sms']);
  expect(planChannels(workflow, ada, { priority: 'urgent' }).map(({ channel }) => channel)).toEqual(['email']);
  expect(planChannels(aWorkflow(), ada, { priority: 'low' }).map(({ channel }) => channel)).toEqual(['inbox']);
});

test('a channel without an address is skipped and says so', () => {
  const plan = planChannels(aWorkflow({ priority: 'high' }), { email: 'ada@example.com' }, {});

  expect(plan.find(({ channel }) => channel === 'sms')).toMatchObject({ decision: 'skip', reason: 'no_address' });
});

test('a workflow without an SMS text sends none, however urgent', () => {
  const plan = planChannels(aWorkflow({ priority: 'urgent', sms: undefined }), ada, {});

  expect(plan.map(({ channel }) => channel)).toEqual(['inbox', 'email']);
});

test('a channel that the user opted out of is skipped and says so; other categories and channels are not', () => {
  const user = { ...ada, preferences: { repairs: { email: 'opted_out' as const } } };

  const plan = planChannels(aWorkflow({ priority: 'high' }), user, {});

  expect(plan.map(({ channel, decision }) => [channel, decision])).toEqual([
    ['inbox', 'send'],
    ['email', 'skip'],
    ['sms', 'send'],
  ]);
  expect(plan[1]).toMatchObject({
    reason: 'preference_opted_out',
    because: 'priority "high" uses this channel, but the user has opted out of e-mails in the category "repairs"',
  });
  expect(planChannels(aWorkflow({ category: 'billing' }), user, {})[1]).toMatchObject({ decision: 'send' });
});

test('a required workflow goes to who opted out, and says why', () => {
  const user = { ...ada, preferences: { repairs: { email: 'opted_out' as const } } };

  expect(planChannels(aWorkflow({ required: true }), user, {})[1]).toEqual({
    channel: 'email',
    decision: 'send',
    because:
      'priority "normal" uses this channel; the user has opted out of e-mails in the category "repairs", but the workflow is required',
  });
});
