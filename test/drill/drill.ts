import { alarmsUp } from './alarms.ts';
import type { DrillLaptop } from './drill-laptop.ts';
import { brokenPromises, type Fault, type Outcome } from './fault.ts';

/** One fault, what came of it, and how. `alarms` are the articles of those that were up. */
export type Line = { fault: Fault; outcome: Outcome; alarms: string[]; broken: string[] };

/** Runs one fault on a laptop that nothing else uses, and leaves it without faults. */
export async function drill(fault: Fault, laptop: DrillLaptop): Promise<Line> {
  await laptop.clean();
  const startedAt = new Date();
  try {
    const outcome = await fault.run(laptop);
    await laptop.heal(); // some faults last until the end, and stock is taken through the same tables
    const alarms = await alarmsUp(laptop, startedAt);
    return { fault, outcome, alarms, broken: brokenPromises(fault.promise, outcome, alarms) };
  } finally {
    await laptop.heal();
  }
}
