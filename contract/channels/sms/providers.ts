import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';

/** Who an SMS is from at Twilio: one of its numbers, a short code, a name, or a Messaging Service, which picks one. */
const twilioSender = () =>
  z
    .string()
    .regex(
      /^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|MG[0-9a-f]{32})$/,
      'must be a Twilio number like +15557122661, a short code, a name of at most 11 letters, or the SID of a Messaging Service (MG…)',
    );

/**
 * Who an SMS is from at End User Messaging, by country: a number, sender id or pool of the account, or the id or ARN of one.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html (OriginationIdentity)
 */
const eumSenders = () =>
  z
    .string()
    .regex(
      /^(?:(?:[A-Z]{2}|\*)=[A-Za-z0-9_:/+-]{1,256}(?:,(?!$)|$))*$/,
      'must be a sender by country, joined by commas, like GB=Bellhop,US=+15557122661; * stands for all others',
    )
    .transform((text): Readonly<Record<string, string>> => {
      const pairs =
        text === ''
          ? []
          : text
              .split(',')
              .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
      return Object.fromEntries(pairs);
    });

/** Every SMS provider there is. What each needs to send lies in `adapters/providers/`, what it needs of the stack in `lib/channels/sms/`. */
export const smsProviders = {
  sns: {
    title: 'Amazon SNS',
    isPriced: true,
    unitsPerSecond: 3, // a toll-free number's rate
    receiptsByHttp: false,
    environment: { SMS_SENDER_ID: () => z.string().regex(/^[A-Za-z0-9]{1,11}$/) },
  },
  'end-user-messaging': {
    title: 'AWS End User Messaging',
    isPriced: true,
    unitsPerSecond: 3, // a toll-free number's rate: https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html
    receiptsByHttp: false,
    environment: { EUM_CONFIGURATION_SET: () => z.string().min(1), EUM_SENDERS: eumSenders },
  },
  twilio: {
    title: 'Twilio',
    unitsPerSecond: 1, // https://www.twilio.com/docs/messaging/guides/understanding-scaling: a long code
    receiptsByHttp: true,
    environment: {
      TWILIO_ACCOUNT_SID: () =>
        z.string().regex(/^AC[0-9a-f]{32}$/, 'must be the SID of a Twilio account: AC and 32 digits of 0-9, a-f'),
      TWILIO_SENDER: twilioSender,
      /** The SSM SecureString that holds the account's auth token. */
      TWILIO_TOKEN_PARAMETER: () => z.string().startsWith('/'),
      /** Set by the local system only: where its double is. */
      TWILIO_ENDPOINT_URL: () => z.url().default('https://api.twilio.com'),
    },
  },
} as const satisfies ProviderList;
