/** Counts stop here: 100 means "99+". */
export const countCap = 100;
