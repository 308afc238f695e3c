import type { ChannelDefinition } from '../definition.ts';
import { DialledNumber, PhoneNumber } from './phone-number.ts';

/** SMS: every segment is paid for, so it is used only where somebody chose it. */
export const sms = {
  words: { title: 'SMS', one: 'SMS', many: 'SMS', any: 'an SMS', instead: 'the SMS', copy: 'SMS text' },
  address: { field: 'phone', noun: 'phone number', given: DialledNumber, kept: PhoneNumber },
  queues: { each: { name: 'sms', urlSetting: 'SMS_QUEUE_URL', ifThisFails: 'SMS stay unsent until they are redriven' } },
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: true,
  isUnsubscribable: true,
  usualStatuses: ['queued', 'sending', 'sent'], // there are receipts when the owner has switched them on
} as const satisfies ChannelDefinition;
