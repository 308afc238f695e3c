import { notificationPartition } from '../../delivery/keys.ts';
import type { Key } from '../../table/key.ts';

/** What the SMS of a month have come to; `2026-11`. */
export function smsBudgetKey(month: string): Key {
  return { pk: `C#sms-budget#${month}`, sk: '-' };
}

/** The count of SMS to one number or range within a window; `key` is a hash. */
export function smsWindowKey({ name, key, startsAt }: { name: string; key: string; startsAt: Date }): Key {
  return { pk: `C#${name}#${startsAt.toISOString()}`, sk: key };
}

/** What an SMS has been granted: once for a notification, as it has one SMS. */
export function smsGrantKey(notificationId: string): Key {
  return { pk: notificationPartition(notificationId), sk: 'GRANT#sms' };
}

/** An SMS by the id that SNS gave it. */
export function sentSmsKey(providerId: string): Key {
  return { pk: `SMS#${providerId}`, sk: '-' };
}
