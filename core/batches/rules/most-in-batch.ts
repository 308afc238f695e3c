/** The most that a batch gathers, unless its workflow says less: as many entries are read when it is closed. */
export const mostInBatch = 1000;

/** How many notifications are handed to templates with their data, and how many of those who did what they tell of. */
export const mostShown = 10;
