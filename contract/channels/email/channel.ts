import * as z from 'zod';
import type { ChannelDefinition } from '../definition.ts';
import { EmailAddress } from './email-address.ts';
import { emailProviders } from './providers.ts';
import { shownOptions } from './shown-options.ts';

/** E-mail: each at once, or many in a digest. */
export const email = {
  words: { title: 'E-mail', one: 'e-mail', many: 'e-mails', any: 'an e-mail', instead: 'an e-mail', copy: 'subject' },
  address: {
    field: 'email',
    several: 'emails',
    noun: 'e-mail address',
    wanted: 'an e-mail address, like ada@example.com',
    given: EmailAddress,
    kept: EmailAddress,
  },
  queues: {
    each: {
      name: 'email',
      key: 'email',
      urlSetting: 'EMAIL_QUEUE_URL',
      ifThisFails: 'E-mails stay unsent until they are redriven',
    },
    topic: {
      name: 'bulkEmail',
      key: 'bulk-email',
      urlSetting: 'BULK_EMAIL_QUEUE_URL',
      ifThisFails: 'Digests and e-mails to whole topics stay unsent until they are redriven',
    },
  },
  providers: emailProviders,
  priorities: ['normal', 'high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: true,
  isCapped: true,
  isPaid: false,
  isUnsubscribable: true,
  canBounce: true,
  shown: () => z.strictObject({ subject: z.string(), html: z.string(), text: z.string(), ...shownOptions() }),
  usualStatuses: ['queued', 'sending', 'sent', 'delivered'],
} as const satisfies ChannelDefinition;
