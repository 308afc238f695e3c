import * as z from 'zod';
import type { ChannelDefinition } from '../definition.ts';
import { DialledNumber, PhoneNumber } from './phone-number.ts';
import { smsProviders } from './providers.ts';

/** SMS: every segment is paid for, so it is used only where somebody chose it. */
export const sms = {
  words: { title: 'SMS', one: 'SMS', many: 'SMS', any: 'an SMS', instead: 'the SMS', copy: 'SMS text' },
  address: {
    field: 'phone',
    several: 'phones',
    noun: 'phone number',
    wanted: 'a phone number with its country, like +447700900123',
    given: DialledNumber,
    kept: PhoneNumber,
  },
  queues: {
    each: { name: 'sms', key: 'sms', urlSetting: 'SMS_QUEUE_URL', ifThisFails: 'SMS stay unsent until they are redriven' },
  },
  providers: smsProviders,
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: true,
  isUnsubscribable: true,
  canBounce: false,
  /** `segments` is what it is billed by; `parts` was its name until 0.2. `replaced`: what goes for characters that GSM-7 lacks. */
  shown: () =>
    z.strictObject({
      text: z.string(),
      segments: z.int(),
      parts: z.int(),
      replaced: z.array(z.strictObject({ from: z.string(), to: z.string() })).optional(),
    }),
  usualStatuses: ['queued', 'sending', 'sent'], // there are receipts when the owner has switched them on
} as const satisfies ChannelDefinition;
