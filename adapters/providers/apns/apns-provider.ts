import { readSettings } from '../../../contract/settings.ts';
import type { DeviceProvider } from '../../../core/channels/push/ports/devices.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, readCredential } from '../credential.ts';
import { silence } from '../json-answer.ts';
import { withoutPause } from '../without-pause.ts';
import { apnsAnswer, apnsReason } from './answer.ts';
import { keptSession } from './kept-session.ts';
import { type ApnsSender, providerTokens } from './provider-token.ts';
import { apnsHeaders, apnsPayload } from './request.ts';

/** How to send: `topic` is the app's bundle id; `timeoutSeconds` is for one call, connecting included. */
export type ApnsOptions = ApnsSender & {
  endpointUrl: string;
  topic: string;
  key: Credential;
  timeoutSeconds: number;
};

/** APNs as a function's settings say; nothing in a stage that has no app of Apple's. */
export function connectApns({ timeoutSeconds }: { timeoutSeconds: number }): DeviceProvider<'apns'> | undefined {
  const settings = readSettings('APNS_TEAM', 'APNS_KEY_ID', 'APNS_TOPIC', 'APNS_KEY_PARAMETER', 'APNS_ENDPOINT_URL');
  const { APNS_TEAM: team, APNS_KEY_ID: keyId, APNS_TOPIC: topic, APNS_KEY_PARAMETER: parameter } = settings;
  if (team === undefined || keyId === undefined || topic === undefined || parameter === undefined) return undefined;
  const key = { secret: ssmOwnerSecret(parameter, { isFile: true }), parameter, noun: "Apple's key for push (.p8)" };
  return apnsProvider({ endpointUrl: settings.APNS_ENDPOINT_URL, team, keyId, topic, key, timeoutSeconds });
}

/**
 * Sends to Apple's devices over HTTP/2, in one attempt: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns.
 * What is in doubt, and sent once more, replaces itself by its `apns-collapse-id`.
 */
export function apnsProvider(options: ApnsOptions): DeviceProvider<'apns'> {
  const { endpointUrl, topic, key, timeoutSeconds } = options;
  const post = keptSession({ origin: endpointUrl, timeoutSeconds });
  const tokenOf = providerTokens(options);

  return {
    async send(device, message) {
      const file = withoutPause(await readCredential(key));
      if (typeof file !== 'string') return file;
      let token: string;
      try {
        token = tokenOf(file, message.at);
      } catch {
        key.secret.forget(); // the owner may put in another
        return { outcome: 'not-now', because: 'unavailable', detail: `${key.noun} is no private key` };
      }
      const headers = { authorization: `bearer ${token}`, ...apnsHeaders(message, topic) };
      try {
        const answered = await post(`/3/device/${device.token}`, { headers, body: JSON.stringify(apnsPayload(message)) });
        if (apnsReason(answered.body) === 'InvalidProviderToken') key.secret.forget();
        return apnsAnswer(answered, message.notificationId);
      } catch (error) {
        return silence(error);
      }
    },
  };
}
