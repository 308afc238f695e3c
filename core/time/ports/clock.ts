/** The clock. */
export type Now = () => Date;

/** Makes an id that was never seen before, for what has no natural seed. */
export type NewSeed = () => string;
