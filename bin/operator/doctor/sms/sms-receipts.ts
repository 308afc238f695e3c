import { GetSMSAttributesCommand } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import { deployLine } from '../mending.ts';
import { smsIsOff } from './sms-is-off.ts';

/** Whether SNS logs what became of SMS, by the stack's role; that is what receipts are read from. */
export const smsReceipts: Check = {
  name: 'sms-receipts',
  why: 'Without its log SNS tells of no SMS whether it arrived: each stays "sent", and an opted-out or dead number is never learned.',
  notLocal: 'The local SNS logs by itself.',
  async run(facts) {
    const off = await smsIsOff(facts);
    if (off !== undefined) return off;

    const role = (await facts.stack()).output('SmsLogRoleArn');
    const { attributes = {} } = await facts.aws.sns.send(new GetSMSAttributesCommand());
    const { DeliveryStatusIAMRole, DeliveryStatusSuccessSamplingRate: rate = '0' } = attributes;
    const mend = `${deployLine(facts.stage)} switches it on, unless the account has a role of its own for it: docs/sms-receipts.md.`;
    if (DeliveryStatusIAMRole === undefined) return notYet('SNS logs nothing of SMS.', mend);
    if (rate !== '100') return notYet(`SNS logs every failure, but ${rate} % of the SMS that arrive.`, mend);
    if (DeliveryStatusIAMRole === role) return ok('SNS logs every SMS.');
    return ok(`SNS logs every SMS, by another role: ${DeliveryStatusIAMRole}.`); // another stage's, or the account's own
  },
};
