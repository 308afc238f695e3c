import { channelsOn, queuesOf } from '../../../contract/channels/channels.ts';
import { JobName } from '../../../contract/operations/health.ts';
import { synthesized } from '../synthesized.ts';
import { allOf, type Template } from '../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com' };
const { template } = await synthesized({ ...settings, dashboard: 'on', events: 'on', webhooks: 'on' });

/** What the dashboard says, with names where CloudFormation will put values. */
function bodyOf(made: Template): string {
  const [dashboard] = Object.values(allOf(made, 'AWS::CloudWatch::Dashboard'));
  return JSON.stringify(dashboard?.Properties.DashboardBody ?? '');
}
const body = bodyOf(template);

test('there is no dashboard unless it is asked for: it may cost', async () => {
  const without = await synthesized(settings);

  expect(allOf(without.template, 'AWS::CloudWatch::Dashboard')).toEqual({});
  expect(Object.keys(allOf(template, 'AWS::CloudWatch::Dashboard'))).toHaveLength(1);
});

test.each(['AWS::SQS::Queue', 'AWS::CloudWatch::Alarm'])('the dashboard shows each %s of the stack', (type) => {
  const ids = Object.keys(allOf(template, type));

  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !body.includes(`"${id}"`))).toEqual([]);
});

test('it shows the function of each queue of messages, and of each job', () => {
  const labels = [
    ...channelsOn([])
      .flatMap(queuesOf)
      .map(({ name }) => name),
    ...JobName.options,
  ];

  expect(labels.length).toBeGreaterThan(0);
  expect(labels.filter((label) => !body.includes(`\\"label\\":\\"${label}\\"`))).toEqual([]);
});
