import type { DeviceKind, DeviceProvider } from '../../core/channels/push/ports/devices.ts';
import { connectWebPush } from './web/web-provider.ts';

/** How the provider of each kind of device is reached, by the settings of its own that a function was given. `timeoutSeconds` is for one call. */
export const pushProviders: { readonly [Kind in DeviceKind]: (options: { timeoutSeconds: number }) => DeviceProvider<Kind> } = {
  web: connectWebPush,
};
