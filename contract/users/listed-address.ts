/** An address of a user as it is kept: which is the primary one, the field of its channel says. */
export type ListedAddress = { address: string; verified?: true; label?: string };

/** The same as an app gives it, or is shown it. */
export type GivenAddress = {
  address: string;
  primary?: boolean | undefined;
  verified?: boolean | undefined;
  label?: string | undefined;
};
