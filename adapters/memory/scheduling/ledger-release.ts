import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import type { Release, ReleaseMove, SchedulingLedger } from '../../../core/scheduling/ports/ledger.ts';
import { goesOn } from '../../records/goes-on.ts';
import { heldLonger } from '../../records/held-longer.ts';
import { mergeExplanation } from '../../records/merge-explanation.ts';
import { inDigest, joinDigest } from '../digests/digests.ts';
import { countInCapWindows } from '../planning/frequency-caps.ts';
import { joinKey } from '../planning/ledger-enter.ts';
import { writeBeside } from '../planning/write-beside.ts';
import { findNotification, type MemoryStore } from '../store.ts';

/** The part of the ledger in memory that releases what was held. */
export function memorySchedulingLedger(store: MemoryStore): SchedulingLedger {
  return {
    async release(release) {
      const stored = findNotification(store, release.notificationId);
      const held = release.moves.map((move) => stored?.messages.find(({ record }) => isHeld(record, move)));
      if (stored === undefined || held.includes(undefined)) return false;
      if (goesOn(release) && store.erased.has(stored.notification.userId)) return false;

      countInCapWindows(store, stored.notification.userId, release.capWindows);
      stored.expiresAt = new Date(stored.expiresAt.getTime() + heldLonger(release.moves));
      joinKey(store, stored);
      const digest = release.digestEntry && joinDigest(store, release.digestEntry, stored.expiresAt);
      for (const [index, message] of held.entries()) {
        const move = release.moves[index];
        if (message && move) message.record = inDigest(released(message.record, move, release.at), digest);
      }
      stored.notification.explanation = mergeExplanation(stored.notification.explanation, release.explanation);
      if (release.gathered) Object.assign(stored.notification, structuredClone(release.gathered));
      writeBeside(store, stored, release);
      return true;
    },
  };
}

function isHeld({ channel, status, dueAt }: MessageRecord, move: ReleaseMove): boolean {
  return channel === move.channel && status === 'scheduled' && dueAt?.getTime() === move.heldUntil.getTime();
}

function released(record: MessageRecord, move: ReleaseMove, at: Release['at']): MessageRecord {
  const { status, reason, address, dueAt = record.dueAt, detail } = move;
  const event = { status, at: at.toISOString(), ...(detail && { detail }) };
  return { ...record, status, dueAt, ...(reason && { reason }), ...(address && { address }), events: [...record.events, event] };
}
