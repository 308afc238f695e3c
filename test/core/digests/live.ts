import type { DigestFrequency } from '../../../contract/digests/frequencies.ts';
import { type DigestClock, type DigestState, decideDue, placeEntry } from '../../../core/digests/rules/digest-window.ts';

/** Every time of day at which a digest may be wanted. */
export const quarterTimes = Array.from({ length: 96 }, (_, index) => {
  return `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`;
});

/** When a digest went, and the date that it was for. */
export type Sent = { at: Date; date: string };

/** Lives through a stretch of time in which something arrives all the time: what is sent, and for which date. */
export function live(frequency: DigestFrequency, clockAt: (at: Date) => DigestClock, from: Date, days: number): Sent[] {
  const end = from.getTime() + days * 86_400_000;
  const sent: Sent[] = [];
  let state: DigestState = { number: 0 };
  for (let now = from; ; ) {
    const { number, due } = placeEntry(state, { frequency, clock: clockAt(now), now });
    if (due.at.getTime() > end) return sent;
    now = due.at;
    const decided = decideDue(due, { frequency, clock: clockAt(now), now, lastDate: state.lastDate });
    if (decided.verdict === 'later') {
      expect(decided.due.at.getTime()).toBeGreaterThan(now.getTime());
      state = { ...state, number, due: decided.due };
      continue;
    }
    sent.push({ at: now, date: decided.date });
    state = { number, lastDate: decided.date };
  }
}
