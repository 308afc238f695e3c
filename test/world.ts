import { memoryPorts } from '../adapters/memory/ports.ts';
import type { ApiKey } from '../core/access/ports/access.ts';
import type { NewInboxItem } from '../core/channels/inbox/ports/feed.ts';
import type { SmsTerms } from '../core/channels/sms/admit-sms.ts';
import type { MessageRecord, NotificationRecord } from '../core/delivery/ports/records.ts';
import { derivedUlid } from '../core/publishing/rules/derived-id.ts';
import type { User } from '../core/users/ports/users.ts';

/** When every test begins, unless it says otherwise. */
export const aMoment = new Date('2030-03-15T12:00:00.000Z');

/** A world that stands still: every port in memory, a clock that is set, seeds that count (`n1`, `n2`, …). */
export function world() {
  let moment = aMoment;
  let seeds = 0;
  const now = () => new Date(moment);

  return {
    ...memoryPorts({ now }),
    now,
    newSeed: () => `n${++seeds}`,
    /** Sets the clock. */
    at(instant: string | Date) {
      moment = new Date(instant);
    },
    /** Moves the clock on. */
    pass(seconds: number) {
      moment = new Date(moment.getTime() + seconds * 1000);
    },
  };
}
export type World = ReturnType<typeof world>;

/** A notification id of its own for each name; the same name gives the same id. */
export function notificationId(name: string, at = aMoment): string {
  return `ntf_${derivedUlid(at, 'test', name)}`;
}

/** Ada, reachable by e-mail and phone. */
export function aUser(changes: Partial<User> = {}): User {
  return {
    id: 'ada',
    email: 'ada@example.com',
    phone: '+447400123456',
    locale: 'en-GB',
    timezone: 'Europe/London',
    version: 1,
    createdAt: aMoment,
    updatedAt: aMoment,
    ...changes,
  };
}

/** A greeting for Ada. */
export function aNotification(changes: Partial<NotificationRecord> = {}): NotificationRecord {
  return {
    id: notificationId('n1'),
    requestId: `req_${derivedUlid(aMoment, 'test', 'request')}`,
    userId: 'ada',
    workflow: 'greeting',
    category: 'general',
    priority: 'normal',
    test: false,
    data: { name: 'Ada' },
    createdAt: aMoment,
    explanation: [{ channel: 'email', decision: 'send', because: 'normal priority goes to the inbox and by e-mail' }],
    ...changes,
  };
}

/** The greeting's e-mail, queued. */
export function aMessage(changes: Partial<MessageRecord> = {}): MessageRecord {
  const status = changes.status ?? 'queued';
  return {
    notificationId: notificationId('n1'),
    channel: 'email',
    status,
    address: 'ada@example.com',
    attempts: 0,
    events: [{ status, at: aMoment.toISOString() }],
    ...changes,
  };
}

/** The greeting as it arrives in Ada's inbox. */
export function anInboxItem(changes: Partial<NewInboxItem> = {}): NewInboxItem {
  return {
    notificationId: notificationId('n1'),
    userId: 'ada',
    workflow: 'greeting',
    category: 'general',
    priority: 'normal',
    title: 'Hello, Ada',
    body: 'It is good to see you.',
    createdAt: aMoment,
    ...changes,
  };
}

export function anApiKey(changes: Partial<ApiKey> = {}): ApiKey {
  return { id: 'key_1', hash: 'f'.repeat(64), name: 'test', kind: 'live', createdAt: aMoment, ...changes };
}

/** What an owner allows who sends SMS to Britain and America, at a tenth of a dollar a part. */
export function smsTerms(changes: Partial<SmsTerms> = {}): SmsTerms {
  return {
    countries: ['GB', 'US'],
    prices: { GB: 0.1, US: 0.1 },
    maxSegmentUsd: 0.5,
    monthlyBudgetUsd: 1,
    urgentOverBudget: false,
    limits: { perNumber: { anHour: 100, aDay: 100 }, perPrefix: { anHour: 100, aDay: 100 } },
    ...changes,
  };
}
