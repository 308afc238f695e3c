/**
 * A road that rests: nothing is sent before `until`, and then one message tries whether it is open again. Without `until` it
 * rests until somebody lifts it.
 */
export type Parked = { until?: Date; why: string };

/** Roads that rest because their provider will take nothing for hours, or should not be asked to. */
export interface Parking {
  find(road: Road): Promise<Parked | undefined>;
  park(road: Road, parked: Parked): Promise<void>;
  /** Puts off a mark that has run out. Answers whether it was the caller who did it, of however many at once. */
  putOff(road: Road, parked: Parked, until: Date): Promise<boolean>;
  lift(road: Road): Promise<void>;
}
/** The last is no road: a mark that e-mails to some wait for the owner, which stops nobody else's. */
export type Road = 'email' | 'bulk-email' | 'unverified-recipients';
