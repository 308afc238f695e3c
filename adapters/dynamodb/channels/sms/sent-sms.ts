import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SentSms } from '../../../../core/channels/sms/ports/sent-sms.ts';
import type { Table } from '../../table/table.ts';
import { epochSeconds } from '../../table/time-to-live.ts';
import { sentSmsKey } from './keys.ts';

/** Logs of a carrier may take 72 hours: https://repost.aws/knowledge-center/monitor-sns-texts-cloudwatch */
const keptDays = 7;

/** SMS that were sent, in the table: one item each, of ids only, so one write unit for an SMS. */
export function dynamoSentSms({ name: TableName, client }: Table): SentSms {
  return {
    async remember({ providerId, notificationId, at }) {
      const expiresAt = epochSeconds(new Date(at.getTime() + keptDays * 86_400_000));
      await client.send(new PutCommand({ TableName, Item: { ...sentSmsKey(providerId), notificationId, expiresAt } }));
    },

    async find(providerId) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: sentSmsKey(providerId), ConsistentRead: true }));
      return Item?.notificationId;
    },
  };
}
