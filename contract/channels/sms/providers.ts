import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';

/** Who an SMS is from at Twilio: one of its numbers, a short code, a name, or a Messaging Service, which picks one. */
const TwilioSender = z
  .string()
  .regex(
    /^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|MG[0-9a-f]{32})$/,
    'must be a Twilio number like +15557122661, a short code, a name of at most 11 letters, or the SID of a Messaging Service (MG…)',
  );

/** Every SMS provider there is. What each needs to send lies in `adapters/providers/`, what it needs of the stack in `lib/channels/sms/`. */
export const smsProviders = {
  sns: {
    title: 'Amazon SNS',
    unitsPerSecond: 3, // a toll-free number's rate
    receiptsByHttp: false,
    environment: { SMS_SENDER_ID: z.string().regex(/^[A-Za-z0-9]{1,11}$/) },
  },
  twilio: {
    title: 'Twilio',
    unitsPerSecond: 1, // https://www.twilio.com/docs/messaging/guides/understanding-scaling: a long code
    receiptsByHttp: true,
    environment: {
      TWILIO_ACCOUNT_SID: z
        .string()
        .regex(/^AC[0-9a-f]{32}$/, 'must be the SID of a Twilio account: AC and 32 digits of 0-9, a-f'),
      TWILIO_SENDER: TwilioSender,
      /** The SSM SecureString that holds the account's auth token. */
      TWILIO_TOKEN_PARAMETER: z.string().startsWith('/'),
      /** Set by the local system only: where its double is. */
      TWILIO_ENDPOINT_URL: z.url().default('https://api.twilio.com'),
    },
  },
} as const satisfies ProviderList;
