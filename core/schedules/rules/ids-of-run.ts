type Run = { scheduleId: string; time: Date; byHand: boolean; key?: string | undefined };

/** What the ids of all that a run publishes are made of: the same for the same time of the same schedule, however often it is told. */
export function idsOfRun({ scheduleId, time, byHand, key }: Run) {
  const way = byHand ? 'by-hand' : 'by-time';
  return { caller: `schedule:${scheduleId}`, key: key === undefined ? way : `${way}:${key}`, requestedAt: time };
}
