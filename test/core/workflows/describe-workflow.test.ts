import * as z from 'zod';
import { describeWorkflow } from '../../../core/workflows/rules/describe-workflow.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { listedWorkflows } from '../../../workflows/listed-workflows.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { aWorkflow } from './a-workflow.ts';

test('every workflow is listed with the JSON Schema of its data, and an example that fits it', () => {
  const listed = listedWorkflows();

  expect(listed.map(({ key }) => key)).toEqual([...workflowByKey.keys()]);
  expect(listed.length).toBeGreaterThan(0);
  for (const { payload, example } of listed)
    expect(z.fromJSONSchema(payload as never).safeParse(example)).toMatchObject({ success: true });
});

test('a workflow goes where it has copy for', () => {
  expect(describeWorkflow({ ...aWorkflow(), sms: undefined } as never)).toMatchObject({
    channels: ['inbox', 'email', 'chat'], // which takes what the inbox shows
    required: false,
  });
});

test('its steps are listed as data, functions as that there is one, and of a plain one there are none', () => {
  const stepped = aWorkflow({
    priority: 'urgent',
    delay: { until: () => undefined },
    throttle: { most: 3, minutes: 60, key: ({ data }) => data.name },
    chain: [
      { channel: 'sms', priorities: ['urgent'] },
      { channel: 'email', undelivered: true },
    ],
    when: { email: () => true },
  });

  expect(describeWorkflow(stepped as unknown as Workflow).steps).toEqual({
    delay: { until: 'data' },
    throttle: { most: 3, minutes: 60, by_key: true },
    channels: [
      { channel: 'sms', priorities: ['urgent'] },
      { channel: 'email', condition: true, undelivered: true },
    ],
  });
  const escalated = aWorkflow({ channels: ['sms', 'inbox'], escalate: { sms: { afterMinutes: 15 } } }) as unknown as Workflow;
  expect(describeWorkflow(escalated).steps?.channels).toEqual([
    { channel: 'sms', unread_after_minutes: 15 },
    { channel: 'inbox' },
  ]);
  const batch = { windowMinutes: 30, opens: 'first', channels: ['email'] } as const;
  expect(describeWorkflow(aWorkflow({ batch }) as unknown as Workflow).steps).toEqual({
    batch: { minutes: 30, opens: 'first', by_key: false, channels: ['email'] },
  });
  expect(describeWorkflow(aWorkflow() as unknown as Workflow)).not.toHaveProperty('steps');
});

test('a payload with a rule that JSON Schema cannot say is listed all the same', () => {
  const payload = z.strictObject({ at: z.string().transform((text) => new Date(text)), count: z.bigint().optional() });
  const described = payload.describe('A meeting that was moved');
  const workflow = { ...aWorkflow(), payload: described, example: { at: '2030-03-15' } } as unknown as Workflow;

  expect(describeWorkflow(workflow)).toMatchObject({
    description: 'A meeting that was moved',
    payload: { type: 'object', required: ['at'] },
  });
});
