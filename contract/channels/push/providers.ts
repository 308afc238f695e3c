import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';

/** Who sends to each kind of device; the name of a provider is that of the kind. */
export const pushProviders = {
  web: {
    title: 'Web push',
    receiptsByHttp: false,
    environment: {
      /** The SSM SecureString that holds the private key by which push services know the stage. */
      VAPID_SECRET_PARAMETER: z.string().startsWith('/'),
    },
  },
} as const satisfies ProviderList;
