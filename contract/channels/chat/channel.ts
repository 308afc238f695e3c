import * as z from 'zod';
import type { ChannelDefinition } from '../definition.ts';
import { chatProviders } from './providers.ts';

const Connections = z
  .array(z.string())
  .min(1)
  .meta({ example: ['ops'] });

/** Chats: Slack, Microsoft Teams, Discord and webhooks, by the connections of a user or of a topic's room. */
export const chat = {
  words: {
    title: 'Chat',
    one: 'chat message',
    many: 'chat messages',
    any: 'a chat message',
    instead: 'a chat message',
    copy: 'chat text',
  },
  isOptional: true,
  address: {
    field: 'chat_connections',
    isList: true,
    isRegistered: true,
    noun: 'chat connection',
    wanted: 'a chat connection, like ops',
    given: Connections,
    kept: Connections,
  },
  queues: {
    each: {
      name: 'chat',
      key: 'chat',
      urlSetting: 'CHAT_QUEUE_URL',
      ifThisFails: 'Chat messages stay unsent until they are redriven',
    },
  },
  providers: chatProviders,
  sendsByKind: true,
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: false,
  sendsOnce: true,
  isUnsubscribable: false,
  canBounce: false,
  shown: () =>
    z.strictObject({
      title: z.string(),
      body: z.string(),
      fields: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
      action_url: z.string().optional(),
      action_label: z.string().optional(),
    }),
  usualStatuses: ['queued', 'sending', 'sent'],
} as const satisfies ChannelDefinition;
