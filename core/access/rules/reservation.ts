/** A reservation of some calls, how many were counted in the window after it, by everybody, and how many are allowed. */
type Reservation = { calls: number; counted: number; limit: number };

/** The largest share of a limit that one process may hold for itself: so much of it may go unused when others need it. */
const largestShare = 1 / 50;

/** The largest share of what is left that one process takes, so that the last calls of a window are not held back by one. */
const shareOfRest = 1 / 8;

/** Counts how many calls of a reservation are within the limit. */
export function reservedOf({ calls, counted, limit }: Reservation): number {
  return Math.max(0, Math.min(calls, limit - (counted - calls)));
}

/** How many calls to reserve next: twice as many as last time, within both shares; at least one. */
export function nextReservation({ calls, counted, limit }: Reservation): number {
  const rest = Math.max(0, limit - counted);
  return Math.max(1, Math.floor(Math.min(calls * 2, limit * largestShare, rest * shareOfRest)));
}
