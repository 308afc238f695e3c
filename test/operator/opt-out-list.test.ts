import { optInAtAws, optInWords } from '../../bin/operator/suppressions/opt-out-list.ts';
import { pointAtLocalAws } from '../dynamodb-emulator.ts';
import { type AwsDouble, startAwsDouble } from './doctor/aws-double.ts';

const number = '+447400123456';
const stack = { stage: 'prod', outputs: { SmsFunctionName: 'bellhop-prod-deliver-sms' } };
const sentBy = (provider?: string) => ({
  GetFunctionConfiguration: { Environment: { Variables: provider === undefined ? {} : { SMS_PROVIDER: provider } } },
});

let aws: AwsDouble;
beforeAll(async () => {
  aws = await startAwsDouble();
  pointAtLocalAws({
    AWS_ENDPOINT_URL_LAMBDA: aws.endpoint,
    AWS_ENDPOINT_URL_SNS: aws.endpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: aws.endpoint,
  });
});
afterAll(() => aws.stop());

/** Opts the number in against these answers; tells what was asked of AWS for that. */
async function optIn(answers: AwsDouble['answers'], address = number) {
  aws.answers = answers;
  aws.asked.length = 0;
  return { became: await optInAtAws(address, stack), asked: aws.asked.slice(1) };
}

test('a number that is on the list of SNS is opted in', async () => {
  const { became, asked } = await optIn({
    ...sentBy(),
    CheckIfPhoneNumberIsOptedOut: { isOptedOut: true },
    OptInPhoneNumber: {},
  });

  expect(became).toEqual({ outcome: 'opted-in' });
  expect(asked).toEqual(['CheckIfPhoneNumberIsOptedOut', 'OptInPhoneNumber']);
});

test('one that is not is left alone, as SNS opts in once in 30 days', async () => {
  const { became, asked } = await optIn({ ...sentBy(), CheckIfPhoneNumberIsOptedOut: { isOptedOut: false } });

  expect(became).toEqual({ outcome: 'not-listed' });
  expect(asked).toEqual(['CheckIfPhoneNumberIsOptedOut']);
});

test.each([
  [
    'SNS',
    undefined,
    {
      CheckIfPhoneNumberIsOptedOut: { isOptedOut: true },
      OptInPhoneNumber: { $error: { code: 'InvalidParameter', message: `${number} no` } },
    },
  ],
  [
    'End User Messaging',
    'end-user-messaging',
    {
      DescribeOptOutLists: { OptOutLists: [{ OptOutListName: 'Default' }] },
      DeleteOptedOutNumber: { $error: { code: 'ValidationException', message: `${number} no` } },
    },
  ],
])('a refusal of %s is told as one, without the number', async (_, provider, answers) => {
  const { became } = await optIn({ ...sentBy(provider), ...answers });

  expect(became).toMatchObject({ outcome: 'refused' });
  expect(optInWords(became)).toContain('once in 30 days');
  expect(optInWords(became)).not.toContain('7400');
});

test('End User Messaging takes it off whichever list it is on', async () => {
  const { became, asked } = await optIn({
    ...sentBy('end-user-messaging'),
    DescribeOptOutLists: { OptOutLists: [{ OptOutListName: 'Default' }, { OptOutListName: 'codes' }] },
    DeleteOptedOutNumber: { OptOutListName: 'codes', OptedOutNumber: number },
  });

  expect(became).toEqual({ outcome: 'opted-in' });
  expect(asked).toEqual(['DescribeOptOutLists', 'DeleteOptedOutNumber', 'DeleteOptedOutNumber']);
});

test('nothing is asked of AWS for an e-mail address, in the local system, or where another provider sends', async () => {
  expect((await optIn(sentBy('twilio'))).became).toEqual({ outcome: 'does-not-apply' });
  expect(await optInAtAws('ada@example.com', stack)).toEqual({ outcome: 'does-not-apply' });
  expect(await optInAtAws(number, { ...stack, stage: 'local' })).toEqual({ outcome: 'does-not-apply' });
});

test('a right that is lacking is told as trouble, and no refusal', async () => {
  const { became } = await optIn(sentBy());

  expect(became).toMatchObject({ outcome: 'failed' });
});
