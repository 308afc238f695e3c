/** How many there are: exactly `count`, or more than `count` when there is `more`. */
export type Count = { count: number; more: boolean };

const most = 99;

/** Reads one of the API's counts, which stop at 100: that is more than 99, however many. */
export function readCount(counted: number): Count {
  return { count: Math.min(counted, most), more: counted > most };
}
