import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';
import { trackingSets } from './tracking.ts';

/** The SSM SecureString that holds a secret of the owner's. */
const parameter = () => z.string().min(1);
/** Where a double is: set by the local system only. */
const place = () => z.string().optional();

/** Every e-mail provider there is. What each needs to send lies in `adapters/providers/`, what it needs of the stack in `lib/channels/email/`. */
export const emailProviders = {
  ses: {
    title: 'Amazon SES',
    isPriced: true,
    receiptsByHttp: false,
    environment: { CONFIGURATION_SET: () => z.string().min(1), TRACKING_SETS: trackingSets },
  },
  resend: {
    title: 'Resend',
    unitsPerSecond: 5, // https://resend.com/docs/api-reference/rate-limit: calls of a team
    receiptsByHttp: true,
    environment: { RESEND_KEY_PARAMETER: parameter, RESEND_WEBHOOK_PARAMETER: parameter, RESEND_ENDPOINT_URL: place },
  },
  postmark: {
    title: 'Postmark',
    unitsPerSecond: 10, // it names no rate: https://postmarkapp.com/developer/api/overview
    receiptsByHttp: true,
    environment: {
      POSTMARK_TOKEN_PARAMETER: parameter,
      POSTMARK_WEBHOOK_PARAMETER: parameter,
      POSTMARK_STREAM: place,
      POSTMARK_ENDPOINT_URL: place,
    },
  },
  smtp: {
    title: 'SMTP',
    unitsPerSecond: 5, // a conversation each; servers name rates of their own
    receiptsByHttp: false,
    environment: { SMTP_SERVER: parameter, SMTP_PASSWORD_PARAMETER: parameter, SMTP_ENDPOINT_URL: place },
  },
} as const satisfies ProviderList;
