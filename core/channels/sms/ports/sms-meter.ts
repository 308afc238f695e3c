import type { Reason } from '../../../../contract/values.ts';
import type { SmsWindow } from '../rules/sms-guard.ts';

/**
 * What an SMS asks leave for, before it is sent: money of the month that `at` lies in (UTC), and a place in each window.
 * Money is in millionths of a US dollar; without `budget` the month has no limit for this one.
 */
export type SmsShare = {
  segments: number;
  cost: number;
  budget?: number;
  windows: readonly SmsWindow[];
  at: Date;
};

/** The same for a notification, which counts once however often it is tried. */
export type SmsReservation = SmsShare & { notificationId: string };

/** Whether it may be sent. `spent` is what the month has come to, this one included only when it was granted. */
export type SmsGrant = { outcome: 'granted'; spent: number } | { outcome: 'refused'; reason: SmsRefusalReason; spent: number };
export type SmsRefusalReason = Extract<Reason, 'budget_exceeded' | 'throttled'>;

/** Counts SMS and their money, so that no limit is ever exceeded, however many workers ask at once. */
export interface SmsMeter {
  /** Grants all of it or nothing. A notification that has been granted is granted again without being counted twice. */
  reserve(reservation: SmsReservation): Promise<SmsGrant>;
  /** Takes a grant back, for an SMS of which it is certain that it was not sent; doing it twice is doing it once. */
  giveBack(notificationId: string): Promise<void>;
  /** What `reserve` would answer a notification that has no grant yet; counts nothing. */
  decide(share: SmsShare): Promise<SmsGrant>;
}
