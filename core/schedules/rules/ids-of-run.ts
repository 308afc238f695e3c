/** What the ids of all that a run publishes are made of: the same for the same time of the same schedule, however often it is told. */
export function idsOfRun({ scheduleId, time, byHand }: { scheduleId: string; time: Date; byHand: boolean }) {
  return { caller: `schedule:${scheduleId}`, key: byHand ? 'by-hand' : 'by-time', requestedAt: time };
}
