import { confirmChange } from '../../bin/operator/confirm.ts';
import { liftAtSes } from '../../bin/operator/suppressions/ses-list.ts';
import { type AwsDouble, startAwsDouble } from './doctor/aws-double.ts';

let aws: AwsDouble;
const environment = { ...process.env };
beforeAll(async () => {
  aws = await startAwsDouble();
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
  process.env.AWS_ENDPOINT_URL = aws.endpoint;
});
beforeEach(() => {
  aws.answers = {};
  aws.asked.length = 0;
});
afterAll(async () => {
  process.env = environment;
  await aws?.stop();
});

const prod = { stage: 'prod', outputs: { ConfigurationSetName: 'bellhop-prod' } };

test("an address is taken off the account's list, its domain as SES knows it", async () => {
  aws.answers['DeleteSuppressedDestination ada@xn--mnchen-3ya.example'] = {};

  expect(await liftAtSes('ada@münchen.example', prod)).toEqual({ outcome: 'lifted' });
});

test('an address that SES does not list, and a list that may not be changed, are told apart', async () => {
  expect(await liftAtSes('ada@example.com', prod)).toEqual({ outcome: 'failed', why: 'AccessDeniedException' });

  aws.answers.DeleteSuppressedDestination = { $error: { code: 'NotFoundException', message: 'not there', status: 404 } };
  expect(await liftAtSes('ada@example.com', prod)).toEqual({ outcome: 'not-listed' });
});

test.each([
  ['a phone number', '+447400123456', prod],
  ['a stage that sends by another provider', 'ada@example.com', { stage: 'prod', outputs: {} }],
  ['the local system', 'ada@example.com', { ...prod, stage: 'local' }],
])('SES is not asked about %s', async (_name, address, stack) => {
  expect(await liftAtSes(address, stack)).toEqual({ outcome: 'does-not-apply' });
  expect(aws.asked).toEqual([]);
});

test.each([
  ['yes', undefined],
  [' YES ', undefined],
  ['y', 'nothing was changed'],
  ['', 'nothing was changed'],
])('a deployed stage is changed for the answer yes alone: "%s"', async (answer, refusal) => {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  const said = await confirmChange('pause email', { stage: 'prod' }, { isTerminal: true, ask }).catch(
    (error: Error) => error.message,
  );

  expect(said).toBe(refusal);
  expect(asked).toEqual(['This will pause email in stage prod. Go on? Type yes: ']);
});
