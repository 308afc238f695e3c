import type { SuppressionReason, SuppressionSource } from '../../../contract/suppressions/suppressions.ts';
import type { OptOutListName } from '../../delivery/ports/providers.ts';

/** An address that nothing may be sent to. `notificationId` is the one that brought it to light, when one did. */
export type Suppression = {
  address: string;
  reason: SuppressionReason;
  source: SuppressionSource;
  at: Date;
  notificationId?: string;
  /** The provider on whose own list of opt-outs a phone number is: once it is there no more, its owner has texted START. */
  listedAt?: OptOutListName;
};

/** E-mail addresses and phone numbers that nothing may be sent to. However an address is spelt, it is the same. */
export interface Suppressions {
  /** Reads what was just written. */
  find(address: string): Promise<Suppression | undefined>;
  /**
   * Answers the suppression as it stands: an address has one, and the first reason stays. Its `listedAt` goes when another comes that is
   * not of the same list, so that a START on that list does not lift what somebody else has said as well.
   */
  add(suppression: Suppression): Promise<Suppression>;
  /** Answers what was removed, or nothing when there was no such suppression; with `only`, nothing when another stands by now. */
  remove(address: string, only?: Suppression): Promise<Suppression | undefined>;
  /** Newest first, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  list(page: { after?: string | undefined; limit: number }): Promise<{ suppressions: Suppression[]; next?: string }>;
}
