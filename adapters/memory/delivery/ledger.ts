import { Channel } from '../../../contract/values.ts';
import type { Ledger, MessageRecord, NotificationStatus, Step } from '../../../core/delivery/ports/ledger.ts';
import { mayMove } from '../../../core/delivery/rules/message-status.ts';
import { decideClaim, lapsedDetail, revivedDetail } from '../../records/decide-claim.ts';
import { decideReceipt } from '../../records/decide-receipt.ts';
import { arrive } from '../channels/inbox/inbox.ts';
import { findNotification, type MemoryStore, type StoredMessage, toRecords } from '../store.ts';
import { memoryHolding } from './ledger-holding.ts';

/** The send ledger in memory. */
export function memoryLedger(store: MemoryStore): Ledger {
  const find = (notificationId: string) => findNotification(store, notificationId);
  const findMessage = (notificationId: string, channel: string) =>
    find(notificationId)?.messages.find(({ record }) => record.channel === channel);

  return {
    ...memoryHolding(store),

    async add({ message, explanation, inboxItem, dueAts = [] }) {
      const stored = find(message.notificationId);
      if (stored === undefined || findMessage(message.notificationId, message.channel)) return;
      if (store.erased.has(stored.notification.userId)) return;

      stored.messages.push({ record: structuredClone(message), fence: 0 });
      stored.notification.explanation.push(structuredClone(explanation));
      if (inboxItem) arrive(store, inboxItem, stored.expiresAt);
      store.dueItems.push(...dueAts.map((dueAt) => ({ notificationId: message.notificationId, dueAt })));
    },

    async read(notificationId) {
      const stored = find(notificationId);
      return stored && { notification: structuredClone(stored.notification), messages: toRecords(stored.messages) };
    },

    async readStatuses(notificationIds) {
      const there = notificationIds.flatMap((id) => find(id) ?? []);
      return new Map(there.map(({ notification: { id, userId }, messages }) => [id, { userId, messages: inOrder(messages) }]));
    },

    async claim({ notificationId, channel, ...rules }) {
      const notification = find(notificationId)?.notification;
      const message = findMessage(notificationId, channel);
      if (notification === undefined || message === undefined) return { outcome: 'missing' };

      const decided = decideClaim({ ...message.record, ...message }, rules);
      switch (decided.verdict) {
        case 'finished':
          return { outcome: 'finished' };
        case 'busy':
          return { outcome: 'busy', afterSeconds: decided.afterSeconds };
        case 'lapsed':
          becomeUnknown(message, rules.now);
          return { outcome: 'busy', afterSeconds: rules.ambiguousWaitSeconds };
        case 'given-up':
        case 'free':
          if (decided.verdict === 'given-up') revive(message, rules.now);
          message.fence += 1;
          message.leaseUntil = new Date(rules.now.getTime() + rules.leaseSeconds * 1000);
          message.record.attempts += 1;
          return {
            outcome: 'yours',
            fence: message.fence,
            message: structuredClone(message.record),
            notification: structuredClone(notification),
          };
        default:
          return decided satisfies never;
      }
    },

    async step({ notificationId, channel, fence, status, at, reason, providerId, detail, bill }) {
      const message = findMessage(notificationId, channel);
      if (message?.fence !== fence) return false;
      if (!mayMove(message.record.status, status)) return isRecorded(message.record, { status, at });

      const { reason: _before, ...record } = message.record;
      message.record = {
        ...record,
        status,
        ...(reason && { reason }),
        ...(providerId && { providerId }),
        ...(bill && { bill }),
        events: [...record.events, { status, at: at.toISOString(), ...(detail && { detail }) }],
      };
      if (status === 'unknown') message.unknownSince = at;
      if (status !== 'sending') delete message.leaseUntil;
      return true;
    },

    async giveBack({ notificationId, channel, fence }) {
      const message = findMessage(notificationId, channel);
      if (message?.fence !== fence || message.record.status === 'sending' || message.leaseUntil === undefined) return;
      delete message.leaseUntil;
      message.record.attempts -= 1;
    },

    async recordReceipt(receipt) {
      const message = findMessage(receipt.notificationId, receipt.channel);
      const decided = decideReceipt(message?.record, message?.heard ?? new Set(), receipt);
      if (!decided.write || message === undefined) return decided.write ? 'missing' : decided.outcome;

      const { reason: before, ...record } = message.record;
      const reason = decided.moves ? receipt.reason : before;
      const event = { status: decided.status, at: receipt.at.toISOString(), ...(receipt.detail && { detail: receipt.detail }) };
      message.record = {
        ...(receipt.providerId !== undefined && { providerId: receipt.providerId }),
        ...record,
        status: decided.status,
        ...(reason && { reason }),
        ...(receipt.billedUsd !== undefined && { billedUsd: receipt.billedUsd }),
        events: [...record.events, event],
      };
      message.heard = new Set([...(message.heard ?? []), receipt.id]);
      return 'recorded';
    },
  };
}

function becomeUnknown(message: StoredMessage, at: Date): void {
  message.record.status = 'unknown';
  message.record.events.push({ status: 'unknown', at: at.toISOString(), detail: lapsedDetail });
  message.unknownSince = at;
  delete message.leaseUntil;
}

/** Makes what was given up as if it were new, but for its timeline. */
function revive(message: StoredMessage, at: Date): void {
  const { reason: _gaveUp, ...record } = message.record;
  const event = { status: 'queued' as const, at: at.toISOString(), detail: revivedDetail };
  message.record = { ...record, status: 'queued', events: [...record.events, event] };
}

/** Whether this very step is there already: a store over a network may be asked twice for what it did once. */
function isRecorded({ events }: MessageRecord, { status, at }: Pick<Step, 'status' | 'at'>): boolean {
  const last = events.at(-1);
  return last?.status === status && last.at === at.toISOString();
}

function inOrder(messages: readonly StoredMessage[]): NotificationStatus['messages'] {
  return Channel.options
    .flatMap((channel) => messages.find(({ record }) => record.channel === channel) ?? [])
    .map(({ record: { channel, status, reason } }) => ({ channel, status, ...(reason && { reason }) }));
}
