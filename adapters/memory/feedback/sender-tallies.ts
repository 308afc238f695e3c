import type { SenderTally } from '../../../core/feedback/rules/sender-health.ts';
import type { SenderTallies } from '../../../core/operations/ports/metrics.ts';
import { dayOf, daysCounted } from '../../records/sender-days.ts';

/** What became of e-mails, counted in memory. */
export function memorySenderTallies(): SenderTallies {
  const days = new Map<string, SenderTally>();
  let since: Date | undefined;
  const tallyOf = (day: string) => days.get(day) ?? { delivered: 0, bounced: 0, complained: 0 };

  return {
    async count(fate, sentAt, emails = 1) {
      if (fate !== 'delivered' && since !== undefined && sentAt < since) return;
      const tally = tallyOf(dayOf(sentAt));
      days.set(dayOf(sentAt), { ...tally, [fate]: tally[fate] + emails });
    },

    async sum(now) {
      const tallies = daysCounted(now).map(tallyOf);
      const total = (fate: keyof SenderTally) => tallies.reduce((sum, tally) => sum + tally[fate], 0);
      return { delivered: total('delivered'), bounced: total('bounced'), complained: total('complained') };
    },

    async startAnew(now) {
      since = now;
      days.clear();
    },
  };
}
