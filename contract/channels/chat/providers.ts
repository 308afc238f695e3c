import * as z from 'zod';
import type { ProviderDefinition } from '../provider-definition.ts';
import type { ChatKind } from './kind.ts';

/** Where connections lead: all of them send in every stage that has chats. What each needs lies in `adapters/providers/`. */
export const chatProviders = {
  slack: { title: 'Slack', receiptsByHttp: false, environment: {} },
  teams: { title: 'Microsoft Teams', receiptsByHttp: false, environment: {} },
  discord: { title: 'Discord', receiptsByHttp: false, environment: {} },
  webhook: {
    title: 'Webhook',
    receiptsByHttp: false,
    environment: {
      /** Set by the local system only: where its doubles of Slack, Teams and Discord are. */
      CHAT_ENDPOINT_URL: () => z.url().optional(),
    },
  },
} as const satisfies Record<ChatKind, ProviderDefinition>;
