/** The most that a batch gathers, unless its workflow says less: as many entries are read when it is closed. */
export const mostInBatch = 1000;
