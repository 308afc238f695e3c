import { CheckIfPhoneNumberIsOptedOutCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { readSettings } from '../../../contract/settings.ts';
import type { SmsProvider } from '../../../core/delivery/ports/providers.ts';
import { oneAttempt, providerConnections } from '../provider-connections.ts';
import { snsAnswer } from './answer.ts';

/** How to send: `timeoutSeconds` is for one call, connecting included. */
export type SnsOptions = { senderId: string; timeoutSeconds: number };

/** SNS as a function's settings say. */
export function connectSns({ timeoutSeconds }: { timeoutSeconds: number }): SmsProvider {
  const { SMS_SENDER_ID: senderId } = readSettings('SMS_SENDER_ID');
  return snsProvider({ senderId, timeoutSeconds });
}

/**
 * Sends SMS through SNS, in one attempt: SNS takes no idempotency token, so asking again could send twice.
 * Attributes: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
export function snsProvider({ senderId, timeoutSeconds }: SnsOptions): SmsProvider {
  const connections = providerConnections();
  const client = new SNSClient(oneAttempt(connections, timeoutSeconds));

  return {
    optOuts: {
      name: 'sns',
      async has(phoneNumber) {
        connections.dropIdle();
        const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
        return isOptedOut !== false;
      },
    },

    async send({ notificationId, to, text, maxPriceUsd }) {
      const command = new PublishCommand({
        PhoneNumber: to,
        Message: text,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
          'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: senderId },
          'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: maxPriceUsd.toFixed(2) },
          'bellhop.notification_id': { DataType: 'String', StringValue: notificationId },
        },
      });
      connections.dropIdle();
      try {
        const { MessageId } = await client.send(command);
        return MessageId
          ? { outcome: 'sent', providerId: MessageId }
          : { outcome: 'unknown', detail: 'SNS answered without an id' };
      } catch (error) {
        return snsAnswer(error);
      }
    },
  };
}
