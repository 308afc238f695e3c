import type { DeliveryLedger, Step } from '../../../core/delivery/ports/ledger.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { mayMove } from '../../../core/delivery/rules/message-status.ts';
import { decideClaim, lapsedDetail, revivedDetail } from '../../records/decide-claim.ts';
import { findMessage, findNotification, type MemoryStore, type StoredMessage } from '../store.ts';

/** The part of the ledger in memory that claims messages and takes their steps. */
export function memoryDeliveryLedger(store: MemoryStore): DeliveryLedger {
  return {
    async claim({ notificationId, channel, ...rules }) {
      const notification = findNotification(store, notificationId)?.notification;
      const message = findMessage(store, notificationId, channel);
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
      const message = findMessage(store, notificationId, channel);
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
      const message = findMessage(store, notificationId, channel);
      if (message?.fence !== fence || message.record.status === 'sending' || message.leaseUntil === undefined) return;
      delete message.leaseUntil;
      message.record.attempts -= 1;
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
