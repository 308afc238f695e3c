import { readSettings } from '../../../contract/settings.ts';
import type { DeviceAnswer, DeviceProvider, PushMessage } from '../../../core/channels/push/ports/devices.ts';
import { ssmSigningSecret } from '../../ssm/signing-secret.ts';
import { guardedLookup, literalAddress, mayReach, type Reach } from '../../webhooks/public-address.ts';
import { postOnce } from '../post-once.ts';
import { answerTo } from '../provider-answer.ts';
import { providerConnections } from '../provider-connections.ts';
import { webPushAnswer } from './answer.ts';
import { encryptPush } from './encrypt.ts';
import { type VapidKeys, vapidKeys } from './vapid.ts';

/** How to send: `contact` is where a push service finds who sends; `timeoutSeconds` is for one call, connecting included. */
export type WebPushOptions = { readSecret: () => Promise<Uint8Array>; contact: string; timeoutSeconds: number } & Reach;

/** Web push as a function's settings say. */
export function connectWebPush({ timeoutSeconds }: { timeoutSeconds: number }): DeviceProvider<'web'> {
  const settings = readSettings('VAPID_SECRET_PARAMETER', 'FROM_ADDRESS', 'WEBHOOKS_TO_LOOPBACK');
  const secret = ssmSigningSecret(settings.VAPID_SECRET_PARAMETER);
  return webPushProvider({
    readSecret: () => secret.readOrMake(),
    contact: `mailto:${settings.FROM_ADDRESS}`,
    loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes',
    timeoutSeconds,
  });
}

/**
 * Sends to browsers by their push services, in one attempt: https://www.rfc-editor.org/rfc/rfc8030. The topic replaces on its way what a
 * lost answer left in doubt, and the service worker shows one notification for it.
 */
export function webPushProvider(options: WebPushOptions): DeviceProvider<'web'> {
  const connections = providerConnections();
  const { loopback, timeoutSeconds } = options;
  const lookup = guardedLookup({ loopback });
  let keys: VapidKeys | undefined;

  return {
    async send(device, message) {
      const endpoint = new URL(device.endpoint);
      const literal = literalAddress(endpoint);
      if (literal !== undefined && !mayReach(literal, { loopback })) return refused('the push service is not on the internet');
      let body: Buffer;
      try {
        keys ??= vapidKeys(await options.readSecret());
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { outcome: 'not-now', because: 'unavailable', detail: `the key of web push could not be read: ${why}` };
      }
      try {
        body = encryptPush(Buffer.from(JSON.stringify(payloadOf(message))), device.keys);
      } catch {
        return refused('the public key of the subscription is none');
      }
      const headers = {
        ...headersOf(message),
        Authorization: keys.authorize({ endpoint, contact: options.contact, at: message.at }),
      };
      return postOnce(endpoint, { headers, body }, { connections, timeoutSeconds, lookup }).then(
        (answer) => webPushAnswer(answer, message),
        silence,
      );
    },
  };
}

/** What the service worker of `client/` reads. */
function payloadOf({ notificationId: id, copy, topic, unread }: PushMessage) {
  return { id, ...copy, topic, ...(unread !== undefined && { unread }) };
}

function headersOf({ ttlSeconds, urgency, topic }: PushMessage): Record<string, string> {
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Encoding': 'aes128gcm',
    TTL: String(ttlSeconds),
    Urgency: urgency,
    Topic: topic,
  };
}

/** What a call amounts to that was never answered. */
function silence(error: unknown): DeviceAnswer {
  if (error instanceof Error && error.name === 'NotReachable') return refused('the push service is not on the internet');
  return answerTo(error, () => undefined);
}

function refused(detail: string): DeviceAnswer {
  return { outcome: 'rejected', reason: 'provider_rejected', detail };
}
