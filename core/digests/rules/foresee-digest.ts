import { type DigestState, type DigestWish, decideDue, placeEntry } from './digest-window.ts';

/**
 * When the digest goes that something enters at an instant, as far as is known now: one that is due before will have been closed
 * by then, or put off, as its user has chosen since.
 */
export function foreseeDigest(state: DigestState, { now, entersAt, ...wish }: DigestWish & { now: Date; entersAt: Date }): Date {
  let stands = state;
  while (entersAt > now && stands.due !== undefined && stands.due.at <= entersAt) stands = whenDue(stands, stands.due.at, wish);

  const { number, due } = placeEntry(stands, { ...wish, now: entersAt });
  const goesAt = due.at > entersAt ? due.at : entersAt; // one that is due already waits for the job to look
  const then = whenDue({ ...stands, number, due }, goesAt, wish);
  return then.due?.at ?? goesAt;
}

/** What becomes of an open digest when its time comes: it is closed, or open until later. */
function whenDue({ number, due, lastDate }: DigestState, now: Date, wish: DigestWish): DigestState {
  if (due === undefined) return { number, ...(lastDate && { lastDate }) };
  const decided = decideDue(due, { ...wish, now, ...(lastDate && { lastDate }) });
  return decided.verdict === 'send'
    ? { number, lastDate: decided.date }
    : { number, due: decided.due, ...(lastDate && { lastDate }) };
}
