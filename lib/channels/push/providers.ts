import type { ProviderOf } from '../../../contract/channels/providers.ts';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import { addReach } from '../../webhooks/webhooks.ts';
import { grantReadSecret } from '../owner-secret.ts';
import type { ProviderNeeds, ProviderPlace } from '../provider-needs.ts';
import type { VapidSecret } from './vapid-secret.ts';

/** What there is to know of a stack for a provider of push. */
export type PushPlace = ProviderPlace & { vapidSecret: VapidSecret };

/** What each kind of device needs of the stack. */
export const pushProviderNeeds: Readonly<Record<ProviderOf<'push'>, ProviderNeeds<PushPlace>>> = {
  web: {
    /** Push services are told who sends by the address that e-mails come from. */
    grantSend(handler, { stage, owner, vapidSecret }) {
      vapidSecret.grantUse(handler);
      handler.set('FROM_ADDRESS', owner.fromAddress);
      addReach(handler, stage);
    },
  },

  fcm: {
    grantSend(handler, { stage, owner: { fcmProject } }) {
      if (fcmProject === undefined) return;
      handler.set('FCM_PROJECT', fcmProject);
      grantReadSecret(handler, 'FCM_ACCOUNT_PARAMETER', { stage, name: 'fcm-account' });
    },
  },

  apns: {
    grantSend(handler, { stage, owner: { apnsTeam, apnsKeyId, apnsTopic, apnsHost } }) {
      if (apnsTeam === undefined || apnsKeyId === undefined || apnsTopic === undefined) return;
      handler.set('APNS_TEAM', apnsTeam);
      handler.set('APNS_KEY_ID', apnsKeyId);
      handler.set('APNS_TOPIC', apnsTopic);
      if (apnsHost === 'sandbox') handler.set('APNS_ENDPOINT_URL', 'https://api.sandbox.push.apple.com');
      grantReadSecret(handler, 'APNS_KEY_PARAMETER', { stage, name: 'apns-key' });
    },
  },
};

/** Tells a function to which kinds of devices the stage sends, where those are more than browsers. */
export function addDeviceKinds(handler: HandlerFunction, { fcmProject, apnsTopic }: OwnerSettings): void {
  const kinds = ['web', ...(fcmProject ? ['fcm'] : []), ...(apnsTopic ? ['apns'] : [])];
  if (kinds.length > 1) handler.set('DEVICE_KINDS', kinds.join());
}
