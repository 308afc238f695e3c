import * as z from 'zod';
import type { ChannelDefinition } from '../definition.ts';
import { pushProviders } from './providers.ts';

/** The ids of a user's devices. */
const Devices = z
  .array(z.string())
  .min(1)
  .meta({ example: ['dev_Zr3oT0mYv9aKq1Lx'] });

/** Push: to each device of a user, by the provider of its kind. */
export const push = {
  words: {
    title: 'Push',
    one: 'push message',
    many: 'push messages',
    any: 'a push message',
    instead: 'a push message',
    copy: 'push text',
  },
  isOptional: true,
  address: {
    field: 'devices',
    isList: true,
    isRegistered: true,
    noun: 'device',
    wanted: 'the id of a device, like dev_Zr3oT0mYv9aKq1Lx',
    given: Devices,
    kept: Devices,
  },
  queues: {
    each: {
      name: 'push',
      key: 'push',
      urlSetting: 'PUSH_QUEUE_URL',
      ifThisFails: 'Push messages stay unsent until they are redriven',
    },
  },
  providers: pushProviders,
  sendsByKind: true,
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: false,
  isUnsubscribable: false,
  canBounce: false,
  shown: () => z.strictObject({ title: z.string(), body: z.string(), url: z.string().optional(), icon: z.string().optional() }),
  usualStatuses: ['queued', 'sending', 'sent'],
} as const satisfies ChannelDefinition;
