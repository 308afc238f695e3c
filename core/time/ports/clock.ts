/** The clock. */
export type Now = () => Date;

/** Something that was never seen before: for ids of what has no natural seed. */
export type NewSeed = () => string;
