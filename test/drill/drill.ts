import type { DrillLaptop } from './drill-laptop.ts';
import { brokenPromises, type Fault, type Outcome } from './fault.ts';

/** One fault, what came of it, and how. `alarms` are the queues whose dead letters would ring. */
export type Line = { fault: Fault; outcome: Outcome; alarms: string[]; broken: string[] };

/** Runs one fault on a laptop that nothing else uses, and leaves it without faults. */
export async function drill(fault: Fault, laptop: DrillLaptop): Promise<Line> {
  await laptop.clean();
  try {
    const outcome = await fault.run(laptop);
    const alarms = (await laptop.queues()).filter(({ dead_letters: letters = 0 }) => letters > 0).map(({ name }) => name);
    return { fault, outcome, alarms, broken: brokenPromises(fault.promise, outcome) };
  } finally {
    await laptop.heal();
  }
}
