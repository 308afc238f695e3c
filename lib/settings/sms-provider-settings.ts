import type { SmsProviderName } from '../../contract/channels/sms/providers.ts';
import { Settings } from '../../contract/settings.ts';

const { SMS_SENDER_ID, TWILIO_ACCOUNT_SID, TWILIO_SENDER } = Settings.shape;

/** The owner's settings that belong to one SMS provider each. */
export const smsProviderSettings = {
  smsSenderId: SMS_SENDER_ID.regex(/[A-Za-z]/, 'must have a letter, as SNS demands')
    .default('Bellhop')
    .meta({ example: 'Bellhop' }),
  twilioAccountSid: TWILIO_ACCOUNT_SID.optional().meta({ example: 'AC0123456789abcdef0123456789abcdef' }),
  /** A number of the account, a name, or the SID of a Messaging Service. */
  twilioSender: TWILIO_SENDER.optional().meta({ example: '+15557122661' }),
};

/** Which of them a provider cannot do without. */
export const neededBySmsProvider: Readonly<Record<SmsProviderName, readonly (keyof typeof smsProviderSettings)[]>> = {
  sns: [],
  twilio: ['twilioAccountSid', 'twilioSender'],
};
