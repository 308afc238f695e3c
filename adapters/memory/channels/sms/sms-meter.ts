import type { SmsGrant, SmsMeter, SmsReservation, SmsShare } from '../../../../core/channels/sms/ports/sms-meter.ts';
import type { SmsWindow } from '../../../../core/channels/sms/rules/sms-guard.ts';
import { monthOf } from '../../../records/sms-month.ts';

/** Counts SMS and their money in memory. */
export function memorySmsMeter(): SmsMeter {
  const spentBy = new Map<string, number>();
  const sentIn = new Map<string, number>();
  const granted = new Map<string, SmsReservation>();

  const spent = (at: Date) => spentBy.get(monthOf(at)) ?? 0;
  const isFull = (window: SmsWindow) => (sentIn.get(nameOf(window)) ?? 0) >= window.most;

  function decide({ cost, budget, windows, at }: SmsShare): SmsGrant {
    if (budget !== undefined && spent(at) + cost > budget)
      return { outcome: 'refused', reason: 'budget_exceeded', spent: spent(at) };
    if (windows.some(isFull)) return { outcome: 'refused', reason: 'throttled', spent: spent(at) };
    return { outcome: 'granted', spent: spent(at) + cost };
  }

  function count({ cost, windows, at }: SmsReservation, sign: 1 | -1): void {
    spentBy.set(monthOf(at), spent(at) + sign * cost);
    for (const window of windows) sentIn.set(nameOf(window), (sentIn.get(nameOf(window)) ?? 0) + sign);
  }

  return {
    async reserve(reservation) {
      if (granted.has(reservation.notificationId)) return { outcome: 'granted', spent: spent(reservation.at) };
      const grant = decide(reservation);
      if (grant.outcome === 'granted') {
        granted.set(reservation.notificationId, reservation);
        count(reservation, 1);
      }
      return grant;
    },

    async giveBack(notificationId) {
      const reservation = granted.get(notificationId);
      granted.delete(notificationId);
      if (reservation) count(reservation, -1);
    },

    decide: async (share) => decide(share),
  };
}

function nameOf({ name, key, startsAt }: SmsWindow): string {
  return JSON.stringify([name, key, startsAt]);
}
