import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readAlarms } from '../../../bin/operator/console/read-alarms.ts';
import { readBill } from '../../../bin/operator/console/read-bill.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { type AwsDouble, startAwsDouble } from '../doctor/aws-double.ts';

const topic = 'arn:aws:sns:eu-west-1:123456789012:bellhop-prod-AlarmsTopic';
const budget = { account: '123456789012', budget: 'bellhop-prod-BillBudget' };
const at = Date.parse('2030-06-01T12:00:00.000Z') / 1000;

let aws: AwsDouble;
beforeAll(async () => {
  aws = await startAwsDouble();
  pointAtLocalAws({});
});
afterAll(() => aws.stop());

const place = () => ({ endpoint: aws.endpoint, region: 'us-east-1' });

test('alarms are told with their sentence and article, those that are up first', async () => {
  const what = 'Notifications are late: nobody takes any. What to do: docs/runbook.md#a-queue-is-behind';
  aws.answers = {
    DescribeAlarms: {
      MetricAlarms: [
        { AlarmName: 'a-Jobs', AlarmDescription: 'No job runs. What to do: docs/runbook.md#missed-jobs', StateValue: 'OK' },
        { AlarmName: 'b-Own', StateValue: 'INSUFFICIENT_DATA' },
        { AlarmName: 'c-Backlog', AlarmDescription: what, StateValue: 'ALARM', StateTransitionedTimestamp: at },
      ],
    },
  };

  expect(await readAlarms(topic, new CloudWatchClient(place()))).toEqual([
    {
      name: 'c-Backlog',
      title: 'A queue is behind',
      state: 'alarm',
      since: '2030-06-01T12:00:00.000Z',
      sentence: 'Notifications are late: nobody takes any.',
      article: 'docs/runbook.md#a-queue-is-behind',
    },
    { name: 'b-Own', title: 'b-Own', state: 'unknown' },
    {
      name: 'a-Jobs',
      title: 'Missed jobs',
      state: 'ok',
      sentence: 'No job runs.',
      article: 'docs/runbook.md#missed-jobs',
    },
  ]);
});

test("the month's bill is told beside its budget", async () => {
  const dollars = (Amount: string) => ({ Amount, Unit: 'USD' });
  const CalculatedSpend = { ActualSpend: dollars('41.5'), ForecastedSpend: dollars('62.0') };
  aws.answers = { DescribeBudget: { Budget: { BudgetLimit: dollars('50.0'), CalculatedSpend } } };

  expect(await readBill(budget, new BudgetsClient(place()))).toEqual({ limit_usd: 50, spent_usd: 41.5, forecast_usd: 62 });
});

test('why there is no bill is said: no budget is made, or it may not be read', async () => {
  aws.answers = {};
  const [none, refused] = [
    await readBill({ ...budget, budget: undefined }, new BudgetsClient(place())),
    await readBill(budget, new BudgetsClient(place())),
  ];

  expect(none).toEqual({ why_not: expect.stringContaining('monthlyBudgetUsd') });
  expect(refused).toEqual({ why_not: expect.stringContaining('AccessDeniedException') });
});
