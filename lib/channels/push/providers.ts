import type { ProviderOf } from '../../../contract/channels/providers.ts';
import { addReach } from '../../webhooks/webhooks.ts';
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
};
