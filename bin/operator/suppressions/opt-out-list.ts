import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { CheckIfPhoneNumberIsOptedOutCommand, OptInPhoneNumberCommand, SNSClient } from '@aws-sdk/client-sns';
import { PhoneNumber } from '../../../contract/channels/sms/phone-number.ts';
import type { Stack } from '../find-stack.ts';

/** What became of a number on the list of those that have texted STOP, which AWS keeps for the account and region. */
export type AtAws =
  | { outcome: 'opted-in' | 'not-listed' | 'does-not-apply' }
  /** AWS opts a number in once in 30 days, and does not do so again before. */
  | { outcome: 'refused'; why: string }
  /** AWS could not be asked, and why. */
  | { outcome: 'failed'; why: string };

/**
 * Opts a phone number in at AWS, for every stage of the account that sends there: by SNS, or by End User Messaging on each of its lists.
 * https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html,
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DeleteOptedOutNumber.html
 */
export async function optInAtAws(
  address: string,
  { stage, outputs }: { stage: string } & Pick<Stack, 'outputs'>,
): Promise<AtAws> {
  const number = PhoneNumber.safeParse(address);
  if (!number.success || stage === 'local' || outputs.SmsFunctionName === undefined) return { outcome: 'does-not-apply' };
  try {
    const optIn = optInBy[await readProvider(outputs.SmsFunctionName)];
    return optIn === undefined ? { outcome: 'does-not-apply' } : { outcome: await optIn(number.data) };
  } catch (error) {
    const why = error instanceof Error ? error.name : String(error); // its message may name the number
    return { outcome: isRefusal(why) ? 'refused' : 'failed', why };
  }
}

/** Who sends the SMS of a stage, as it is deployed; SNS is named nowhere. */
async function readProvider(FunctionName: string): Promise<string> {
  const client = new LambdaClient({ maxAttempts: 2 });
  try {
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return Environment?.Variables?.SMS_PROVIDER ?? 'sns';
  } finally {
    client.destroy();
  }
}

const optInBy: Readonly<Record<string, ((number: string) => Promise<'opted-in' | 'not-listed'>) | undefined>> = {
  sns: optInAtSns,
  'end-user-messaging': optInAtEndUserMessaging,
};

async function optInAtSns(phoneNumber: string): Promise<'opted-in' | 'not-listed'> {
  const client = new SNSClient({ maxAttempts: 2 });
  try {
    const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    if (!isOptedOut) return 'not-listed';
    await client.send(new OptInPhoneNumberCommand({ phoneNumber }));
    return 'opted-in';
  } finally {
    client.destroy();
  }
}

async function optInAtEndUserMessaging(OptedOutNumber: string): Promise<'opted-in' | 'not-listed'> {
  const client = new PinpointSMSVoiceV2Client({ maxAttempts: 2 });
  let found: 'opted-in' | 'not-listed' = 'not-listed';
  try {
    for await (const { OptOutLists = [] } of paginateDescribeOptOutLists({ client }, {}))
      for (const { OptOutListName } of OptOutLists) {
        try {
          await client.send(new DeleteOptedOutNumberCommand({ OptOutListName, OptedOutNumber }));
          found = 'opted-in';
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
        }
      }
    return found;
  } finally {
    client.destroy();
  }
}

/** Neither service has an error of its own for it: SNS calls it an invalid parameter, End User Messaging a validation. */
function isRefusal(name: string): boolean {
  return name === 'InvalidParameterException' || name === 'ValidationException' || name === 'ConflictException';
}

/** What became of it, as a sentence. */
export function optInWords(aws: AtAws): string {
  switch (aws.outcome) {
    case 'opted-in':
      return 'AWS: taken off the list of numbers that have texted STOP, for every stage of the account.';
    case 'not-listed':
      return 'AWS: it is not on the list of numbers that have texted STOP.';
    case 'does-not-apply':
      return 'AWS: nothing to do, as it is no phone number that this stage sends to by AWS.';
    case 'refused':
      return `AWS: it stays on the list of numbers that have texted STOP, which AWS takes a number off once in 30 days only (${aws.why}). Its owner can text START.`;
    case 'failed':
      return `AWS: it may still be on the list of numbers that have texted STOP, which could not be changed (${aws.why}); with the right to do so: aws sns opt-in-phone-number --phone-number …`;
    default:
      return aws satisfies never;
  }
}
