import * as z from 'zod';
import type { ProviderList } from '../provider-definition.ts';
import { TrackingSets } from './tracking.ts';

/** Every e-mail provider there is. What each needs to send lies in `adapters/providers/`, what it needs of the stack in `lib/channels/email/`. */
export const emailProviders = {
  ses: {
    title: 'Amazon SES',
    receiptsByHttp: false,
    environment: { CONFIGURATION_SET: z.string().min(1), TRACKING_SETS: TrackingSets },
  },
} as const satisfies ProviderList;
