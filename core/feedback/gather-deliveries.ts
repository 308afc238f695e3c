import type { SenderTallies } from '../operations/ports/metrics.ts';

/** The largest share of what a process has counted that it may still keep to itself, and lose when it ends. */
const keptShare = 1 / 8;

/** The most that it keeps, however much it has counted. */
const mostKept = 50;

/**
 * Tallies for a process that hears of one e-mail at a time: deliveries are written some at once, bounces and complaints each at once.
 * Whatever is decided in this process is decided by all that it knows.
 */
export function gatherDeliveries(tallies: SenderTallies): SenderTallies {
  const kept = new Map<string, { sentAt: Date; emails: number }>(); // by the UTC day on which they were sent
  let written = 0;

  function keep(sentAt: Date, emails: number): void {
    const day = sentAt.toISOString().slice(0, 10);
    const before = kept.get(day)?.emails ?? 0;
    kept.set(day, { sentAt, emails: before + emails });
  }

  async function write(): Promise<void> {
    const all = [...kept.values()];
    kept.clear(); // before the first wait: what comes meanwhile is kept anew
    for (const { sentAt, emails } of all) {
      try {
        await tallies.count('delivered', sentAt, emails);
        written += emails;
      } catch (error) {
        keep(sentAt, emails);
        throw error;
      }
    }
  }

  return {
    async count(fate, sentAt, emails = 1) {
      if (fate !== 'delivered') return tallies.count(fate, sentAt, emails);
      keep(sentAt, emails);
      const all = [...kept.values()].reduce((sum, day) => sum + day.emails, 0);
      if (all > Math.min(mostKept, written * keptShare)) await write();
    },

    async sum(now) {
      await write();
      return tallies.sum(now);
    },

    startAnew: (now) => tallies.startAnew(now),
  };
}
