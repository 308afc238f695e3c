import { alarmsUp } from './alarms.ts';
import type { DrillSystem } from './drill-system.ts';
import { brokenPromises, type Fault, type Outcome } from './fault.ts';

/** One fault, what came of it, and how. `alarms` are the articles of those that were up. */
export type Line = { fault: Fault; outcome: Outcome; alarms: string[]; broken: string[] };

/** Runs one fault on a local system that nothing else uses, and leaves it without faults. */
export async function drill(fault: Fault, localSystem: DrillSystem): Promise<Line> {
  await localSystem.clean();
  const startedAt = new Date();
  try {
    const outcome = await fault.run(localSystem);
    await localSystem.heal(); // some faults last until the end, and metrics are collected through the same tables
    const alarms = await alarmsUp(localSystem, startedAt);
    return { fault, outcome, alarms, broken: brokenPromises(fault.promise, outcome, alarms) };
  } finally {
    await localSystem.heal();
  }
}
