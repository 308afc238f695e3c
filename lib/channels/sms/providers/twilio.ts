import { grantReadSecret } from '../../owner-secret.ts';
import type { ProviderNeeds } from '../../provider-needs.ts';
import { countedFailingShare } from '../failing-share.ts';
import type { SmsProviderNeeds } from '../sms-provider-needs.ts';

const grantReadToken: ProviderNeeds['grantSend'] = (handler, { stage }) =>
  grantReadSecret(handler, 'TWILIO_TOKEN_PARAMETER', { stage, name: 'twilio-token' });

/** Twilio needs the account's auth token, which the owner puts into SSM: it is in no template and no environment. docs/sms-providers.md */
export const twilio: SmsProviderNeeds = {
  grantSend(handler, place) {
    const { twilioAccountSid = '', twilioSender = '' } = place.owner;
    handler.set('TWILIO_ACCOUNT_SID', twilioAccountSid);
    handler.set('TWILIO_SENDER', twilioSender);
    grantReadToken(handler, place);
  },

  grantReceive: grantReadToken,

  failingShare: countedFailingShare, // AWS knows nothing of its failures
};
