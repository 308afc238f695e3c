/**
 * What became of a message at each of its addresses that is done with. `doubt`: nobody can say whether it arrived, so it does not go there
 * again; `gone`: the address is of no use any more.
 */
export type Outcomes = Readonly<Record<string, 'sent' | 'doubt' | 'gone' | 'rejected'>>;
