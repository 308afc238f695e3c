import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';

/** What was checked when the stage was deployed. */
const text = () => z.string().optional();

/** Who sends to each kind of device; the name of a provider is that of the kind. */
export const pushProviders = {
  web: {
    title: 'Web push',
    receiptsByHttp: false,
    environment: {
      /** The SSM SecureString that holds the private key by which push services know the stage. */
      VAPID_SECRET_PARAMETER: () => z.string().startsWith('/'),
    },
  },
  fcm: {
    title: 'Firebase Cloud Messaging',
    receiptsByHttp: false,
    environment: {
      /** Firebase's id of the project. Absent: no such devices. */
      FCM_PROJECT: text,
      /** The SSM SecureString that holds the key file of a service account. */
      FCM_ACCOUNT_PARAMETER: text,
      /** Set by the local system only: where its doubles are. */
      FCM_ENDPOINT_URL: () => z.url().default('https://fcm.googleapis.com'),
      GOOGLE_TOKEN_URL: () => z.url().default('https://oauth2.googleapis.com/token'),
    },
  },
  apns: {
    title: 'Apple Push Notification service',
    receiptsByHttp: false,
    environment: {
      /** The team, its key's id and the app's bundle id. Absent: no such devices. */
      APNS_TEAM: text,
      APNS_KEY_ID: text,
      APNS_TOPIC: text,
      /** The SSM SecureString that holds the key, as Apple's .p8 file has it. */
      APNS_KEY_PARAMETER: text,
      /** That of production unless the stage sends to apps under development. */
      APNS_ENDPOINT_URL: () => z.url().default('https://api.push.apple.com'),
    },
  },
} as const satisfies ProviderList;
