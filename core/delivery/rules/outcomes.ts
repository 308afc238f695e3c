/**
 * What became of a message at each of its addresses that is done with. `doubt`: nobody can say whether it arrived, so it does not go there
 * again; `gone`: the address is of no use any more.
 */
export type Outcomes = Readonly<Record<string, 'sent' | 'doubt' | 'gone' | 'rejected'>>;

/** Whether a message has reached its user at one of its addresses, whatever becomes of it at the others. */
export function hasArrived(outcomes: Outcomes = {}): boolean {
  return Object.values(outcomes).includes('sent');
}
