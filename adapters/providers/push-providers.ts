import type { DeviceKind, DeviceProvider } from '../../core/channels/push/ports/devices.ts';
import { connectApns } from './apns/apns-provider.ts';
import { connectFcm } from './fcm/fcm-provider.ts';
import { connectWebPush } from './web/web-provider.ts';

/**
 * How the provider of each kind of device is reached, by the settings of its own that a function was given; nothing where it was given none.
 * `timeoutSeconds` is for one call.
 */
export const pushProviders: {
  readonly [Kind in DeviceKind]: (options: { timeoutSeconds: number }) => DeviceProvider<Kind> | undefined;
} = {
  web: connectWebPush,
  fcm: connectFcm,
  apns: connectApns,
};
