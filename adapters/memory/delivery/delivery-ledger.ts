import type { DeliveryLedger, FirstStep, Step } from '../../../core/delivery/ports/ledger.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { mayMove } from '../../../core/delivery/rules/message-status.ts';
import { decideFree, lapsedDetail, revivedDetail } from '../../records/decide-free.ts';
import { findMessage, findNotification, type MemoryStore, type StoredMessage } from '../store.ts';

/** The part of the ledger in memory that finds and takes messages, and records their steps. */
export function memoryDeliveryLedger(store: MemoryStore): DeliveryLedger {
  return {
    async find({ notificationId, channel, ...rules }) {
      const notification = findNotification(store, notificationId)?.notification;
      const message = findMessage(store, notificationId, channel);
      if (notification === undefined || message === undefined) return { outcome: 'missing' };

      const decided = decideFree({ ...message.record, ...message }, rules);
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
          return {
            outcome: 'free',
            fence: message.fence,
            message: structuredClone(message.record),
            notification: structuredClone(notification),
          };
        default:
          return decided satisfies never;
      }
    },

    async take({ fence, message: { notificationId, channel, status } }, { leaseSeconds, ...step }) {
      const message = findMessage(store, notificationId, channel);
      if (message?.fence !== fence || message.record.status !== status || !mayMove(status, step.status)) return undefined;

      message.fence += 1;
      message.record.attempts += 1;
      record(message, step);
      if (step.status === 'sending') message.leaseUntil = new Date(step.at.getTime() + leaseSeconds * 1000);
      return message.fence;
    },

    async step({ notificationId, channel, fence, status, at, reason, providerId, detail, outcomes }) {
      const message = findMessage(store, notificationId, channel);
      if (message?.fence !== fence) return false;
      if (!mayMove(message.record.status, status)) return isRecorded(message.record, { status, at });

      record(message, { status, at, reason, providerId, detail, outcomes });
      return true;
    },

    async noteOutcomes({ notificationId, channel, fence, outcomes }) {
      const message = findMessage(store, notificationId, channel);
      if (message?.fence !== fence || message.record.status !== 'sending') return false;
      message.record = { ...message.record, outcomes };
      return true;
    },
  };
}

type Recorded = Pick<Step, 'status' | 'at' | 'reason' | 'providerId' | 'detail' | 'outcomes'> &
  Pick<FirstStep, 'bill' | 'provider'>;

function record(message: StoredMessage, { status, at, reason, providerId, detail, bill, provider, outcomes }: Recorded): void {
  const { reason: _before, ...before } = message.record;
  message.record = {
    ...before,
    status,
    ...(reason && { reason }),
    ...(providerId && { providerId }),
    ...(bill && { bill }),
    ...(provider && { provider }),
    ...(outcomes && { outcomes }),
    events: [...before.events, { status, at: at.toISOString(), ...(detail && { detail }) }],
  };
  if (status === 'unknown') message.unknownSince = at;
  delete message.leaseUntil;
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
