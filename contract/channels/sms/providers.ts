import * as z from 'zod';

/** Who an SMS is from at Twilio: one of its numbers, a short code, a name, or a Messaging Service, which picks one. */
const TwilioSender = z
  .string()
  .regex(
    /^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|MG[0-9a-f]{32})$/,
    'must be a Twilio number like +15557122661, a short code, a name of at most 11 letters, or the SID of a Messaging Service (MG…)',
  );

/** What a function is given to send by a provider, by provider; no name is in two. */
const environments = {
  sns: { SMS_SENDER_ID: z.string().regex(/^[A-Za-z0-9]{1,11}$/) },
  twilio: {
    TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be the SID of a Twilio account: AC and 32 digits of 0-9, a-f'),
    TWILIO_SENDER: TwilioSender,
    /** The SSM SecureString that holds the account's auth token. */
    TWILIO_TOKEN_PARAMETER: z.string().startsWith('/'),
    /** Set by the local system only: where its double is. */
    TWILIO_ENDPOINT_URL: z.url().default('https://api.twilio.com'),
  },
};

/** The settings of functions that belong to one SMS provider each. */
export const smsProviderEnvironment = { ...environments.sns, ...environments.twilio };

type SmsProviderFacts = {
  /** As people call it. */
  title: string;
  /** The segments that it takes in a second unless the owner has been granted more. */
  segmentsPerSecond: number;
  /** Whether it calls `POST /v1/receipts/{provider}` with what became of an SMS. */
  receiptsByHttp: boolean;
};

/** Every SMS provider there is. What each needs to send lies in `adapters/providers/`, what it needs of the stack in `lib/channels/sms/`. */
export const smsProviders = {
  sns: { title: 'Amazon SNS', segmentsPerSecond: 3, receiptsByHttp: false }, // a toll-free number's rate
  twilio: { title: 'Twilio', segmentsPerSecond: 1, receiptsByHttp: true }, // https://www.twilio.com/docs/messaging/guides/understanding-scaling: a long code
} as const satisfies Record<keyof typeof environments, SmsProviderFacts>;

/** An SMS provider, as the setting `smsProvider` calls it. */
export const SmsProviderName = z.enum(Object.keys(smsProviders) as [keyof typeof smsProviders, ...(keyof typeof smsProviders)[]]);
export type SmsProviderName = z.infer<typeof SmsProviderName>;

/** The provider of a stage that names none. */
export const defaultSmsProvider: SmsProviderName = 'sns';
