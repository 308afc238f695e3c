import { setTimeout as sleep } from 'node:timers/promises';
import { GetSMSAttributesCommand, SetSMSAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import type { LoggedSmsAccount } from '../../../core/feedback/ports/sms-account.ts';
import { callLogs } from '../../aws/logs-calls.ts';
import { readSdkError } from '../../aws/sdk-errors.ts';

/** `logGroup` is where SNS logs SMS that arrive; `filterName` is the stage's own, and `recorderArn` the function that its lines go to. */
export type SnsAccountOptions = { logGroup: string; filterName: string; recorderArn: string; pauseMs?: number };

/** How long the groups that are made here keep their lines, which have phone numbers in them. */
const retentionInDays = 14;

/** What SNS spends in a month unless somebody has said otherwise: https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const usualLimitUsd = 1;

/** The account's SMS attributes at SNS, and the groups it logs SMS to: https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
export function snsAccount({ logGroup, filterName, recorderArn, pauseMs = 5_000 }: SnsAccountOptions): LoggedSmsAccount {
  const sns = new SNSClient({ maxAttempts: 3 });
  const groups = [logGroup, `${logGroup}/Failure`];
  const { credentials, region, sha256 } = sns.config;
  const call = (action: string, input: Record<string, unknown>) => callLogs(action, input, { credentials, region, sha256 });
  const readAttributes = async () => (await sns.send(new GetSMSAttributesCommand())).attributes ?? {};

  return {
    async readSpendLimit() {
      return Number((await readAttributes()).MonthlySpendLimit ?? usualLimitUsd);
    },

    async readLogging() {
      const { DeliveryStatusIAMRole, DeliveryStatusSuccessSamplingRate: rate = '0' } = await readAttributes();
      return { samplingRate: Number(rate), ...(DeliveryStatusIAMRole && { roleArn: DeliveryStatusIAMRole }) };
    },

    /** A role that was made a moment ago is not known everywhere yet, and is refused until it is. An empty value takes one away. */
    async writeLogging({ roleArn = '', samplingRate }) {
      const attributes = { DeliveryStatusIAMRole: roleArn, DeliveryStatusSuccessSamplingRate: String(samplingRate) };
      for (let tries = 1; ; tries += 1) {
        try {
          await sns.send(new SetSMSAttributesCommand({ attributes }));
          return;
        } catch (error) {
          if (tries === mostTries || !/^InvalidParameter/.test(readSdkError(error).name)) throw error;
          await sleep(pauseMs);
        }
      }
    },

    async subscribe() {
      for (const logGroupName of groups) {
        await makeGroup(logGroupName, call);
        await call('PutSubscriptionFilter', { logGroupName, filterName, filterPattern: '', destinationArn: recorderArn });
      }
    },

    async unsubscribe() {
      for (const logGroupName of groups)
        await unless('ResourceNotFoundException', call('DeleteSubscriptionFilter', { logGroupName, filterName }));
    },
  };
}

/** For as long as IAM takes to tell its regions of a role, and not for as long as a function may run. */
const mostTries = 7;

/** A group that is there already keeps its lines for as long as its owner has said. */
async function makeGroup(
  logGroupName: string,
  call: (action: string, input: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const isNew = await unless('ResourceAlreadyExistsException', call('CreateLogGroup', { logGroupName }));
  if (isNew) await call('PutRetentionPolicy', { logGroupName, retentionInDays });
}

/** Whether it was done; an error of this name says that it need not be. */
async function unless(name: string, done: Promise<void>): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    if (readSdkError(error).name === name) return false;
    throw error;
  }
}
