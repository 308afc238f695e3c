import { type DigestChoice, type DigestState, decideDue, placeEntry } from './digest-window.ts';

/**
 * Foresees when the digest goes that something enters at an instant. A digest that is due before that instant will be closed by
 * then, or put off, as its user has chosen since.
 */
export function foreseeDigest(
  state: DigestState,
  { now, entersAt, ...choice }: DigestChoice & { now: Date; entersAt: Date },
): Date {
  let stands = state;
  while (entersAt > now && stands.due !== undefined && stands.due.at <= entersAt) stands = whenDue(stands, stands.due.at, choice);

  const { number, due } = placeEntry(stands, { ...choice, now: entersAt });
  const goesAt = due.at > entersAt ? due.at : entersAt; // one that is due already waits for the job to look
  const then = whenDue({ ...stands, number, due }, goesAt, choice);
  return then.due?.at ?? goesAt;
}

/** What becomes of an open digest when its time comes: it is closed, or open until later. */
function whenDue({ number, due, lastDate }: DigestState, now: Date, choice: DigestChoice): DigestState {
  if (due === undefined) return { number, ...(lastDate && { lastDate }) };
  const decided = decideDue(due, { ...choice, now, ...(lastDate && { lastDate }) });
  return decided.verdict === 'send'
    ? { number, lastDate: decided.date }
    : { number, due: decided.due, ...(lastDate && { lastDate }) };
}
