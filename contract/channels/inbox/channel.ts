import * as z from 'zod';
import type { ChannelDefinition } from '../definition.ts';

/** A button of an item, as a dry run shows it. */
const action = { id: z.string(), label: z.string(), url: z.string().optional(), primary: z.boolean().optional() };

/** The inbox in the app: everybody has one, and what is entered has arrived. */
export const inbox = {
  words: {
    title: 'Inbox',
    one: 'inbox item',
    many: 'inbox items',
    any: 'an inbox item',
    instead: 'the inbox',
    copy: 'inbox text',
  },
  priorities: ['low', 'normal', 'high', 'urgent'],
  isHeldAtNight: false,
  isEscalation: false,
  isDigestible: false,
  isCapped: false,
  isPaid: false,
  isUnsubscribable: false,
  canBounce: false,
  shown: () =>
    z.strictObject({
      title: z.string(),
      body: z.string(),
      action_url: z.string().optional(),
      image: z.strictObject({ url: z.string(), alt: z.string().optional() }).optional(),
      actions: z.array(z.strictObject(action)).optional(),
    }),
  usualStatuses: ['delivered'],
} as const satisfies ChannelDefinition;
