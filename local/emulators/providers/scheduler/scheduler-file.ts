import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { ScheduleInput } from './scheduler-requests.ts';

/** A schedule: as it was given, when it was made and changed, and up to when its times are worked off. */
export type Schedule = { name: string; input: ScheduleInput; madeAt: Date; changedAt: Date; through: Date; given: unknown };

const Kept = z.object({ input: z.unknown(), madeAt: z.number(), changedAt: z.number(), through: z.number() });
const File = z.record(z.string(), Kept);

/** Reads the schedules that were written, by their names; none where nothing was. */
export function readSchedules(file: string): Map<string, Schedule> {
  const kept = existsSync(file) ? File.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  return new Map(
    Object.entries(kept).map(([name, { input, madeAt, changedAt, through }]) => {
      const dates = { madeAt: new Date(madeAt), changedAt: new Date(changedAt), through: new Date(through) };
      return [name, { name, input: ScheduleInput.parse(input), given: input, ...dates }];
    }),
  );
}

/** Writes all schedules, in one step: a crash leaves those that were there before. */
export function writeSchedules(file: string, schedules: Iterable<Schedule>): void {
  const kept = [...schedules].map(({ name, given, madeAt, changedAt, through }) => {
    return [name, { input: given, madeAt: madeAt.getTime(), changedAt: changedAt.getTime(), through: through.getTime() }];
  });
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
