/** When a snoozed item may come back, by the user's own clock. */
export const snoozeTimes = ['hour', 'evening', 'tomorrow', 'week'] as const;
export type SnoozeTime = (typeof snoozeTimes)[number];

/** The instants that are worth offering now, the first one first: an evening that has come is not. */
export function snoozeChoices(now: Date): [SnoozeTime, Date][] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const choices: Record<SnoozeTime, Date> = {
    hour: new Date(now.getTime() + 3_600_000),
    evening: at(0, 18),
    tomorrow: at(1, 9),
    week: at(untilMonday, 9),
  };
  return snoozeTimes.flatMap((time): [SnoozeTime, Date][] => (choices[time] < choices.hour ? [] : [[time, choices[time]]]));
}
