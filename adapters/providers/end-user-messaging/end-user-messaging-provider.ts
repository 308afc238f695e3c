import {
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { readSettings } from '../../../contract/settings.ts';
import { countryOf } from '../../../core/channels/sms/rules/phone-number.ts';
import type { SmsProvider } from '../../../core/delivery/ports/providers.ts';
import { readSdkError } from '../../aws/sdk-errors.ts';
import { oneAttempt, providerConnections } from '../provider-connections.ts';
import { endUserMessagingAnswer } from './answer.ts';

/** How to send: `senders` by country, `*` for all others; where there is none AWS picks one of the account's. */
export type EndUserMessagingOptions = {
  configurationSet: string;
  senders: Readonly<Record<string, string>>;
  /** For one call, connecting included. */
  timeoutSeconds: number;
};

/** End User Messaging as a function's settings say. */
export function connectEndUserMessaging({ timeoutSeconds }: { timeoutSeconds: number }): SmsProvider {
  const settings = readSettings('EUM_CONFIGURATION_SET', 'EUM_SENDERS');
  return endUserMessagingProvider({
    configurationSet: settings.EUM_CONFIGURATION_SET,
    senders: settings.EUM_SENDERS,
    timeoutSeconds,
  });
}

/**
 * Sends SMS through AWS End User Messaging, in one attempt: it takes no idempotency token, so asking again could send twice. What is
 * in `Context` comes back with each event.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function endUserMessagingProvider({ configurationSet, senders, timeoutSeconds }: EndUserMessagingOptions): SmsProvider {
  const connections = providerConnections();
  const client = new PinpointSMSVoiceV2Client(oneAttempt(connections, timeoutSeconds));

  return {
    optOuts: {
      name: 'end-user-messaging',
      async has(number) {
        connections.dropIdle();
        for await (const { OptOutLists = [] } of paginateDescribeOptOutLists({ client }, {}))
          for (const { OptOutListName } of OptOutLists) if (await isListed(number, OptOutListName, client)) return true;
        return false;
      },
    },

    async send({ notificationId, to, text, maxPriceUsd }) {
      const sender = senders[countryOf(to) ?? ''] ?? senders['*'];
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: to,
        ...(sender !== undefined && { OriginationIdentity: sender }),
        MessageBody: text,
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: configurationSet,
        MaxPrice: Math.min(maxPriceUsd, mostPriceUsd).toFixed(2),
        Context: { notification_id: notificationId },
      });
      connections.dropIdle();
      try {
        const { MessageId } = await client.send(command);
        return MessageId
          ? { outcome: 'sent', providerId: MessageId }
          : { outcome: 'unknown', detail: 'End User Messaging answered without an id' };
      } catch (error) {
        return endUserMessagingAnswer(error);
      }
    },
  };
}

/** A number or a pool has a list of its own, or the account's, and which of them a number is on is not said. */
async function isListed(number: string, OptOutListName: string | undefined, client: PinpointSMSVoiceV2Client): Promise<boolean> {
  try {
    const command = new DescribeOptedOutNumbersCommand({ OptOutListName, OptedOutNumbers: [number] });
    return ((await client.send(command)).OptedOutNumbers ?? []).length > 0;
  } catch (error) {
    if (readSdkError(error).name === 'ResourceNotFoundException') return false;
    throw error;
  }
}

/** The most that `MaxPrice` can say: two digits before the point. */
const mostPriceUsd = 99.99;
