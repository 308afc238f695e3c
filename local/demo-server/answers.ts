// What the demo's page is answered: types alone, since the page takes nothing else from its server.
import type { Notification, PublishRequest } from '../../sdk/node/generated/api.ts';
import type { Repair, SignedIn } from './repair.ts';

/** Who has signed in, and how the tab says so from then on. */
export type SessionAnswer = { session: string; user: SignedIn };

/** The board, and what was published, newest first. */
export type BoardAnswer = { repairs: readonly Repair[]; told: readonly Told[] };

/** What became of a notification; nothing until it is planned, a moment after it was published. */
export type FateAnswer = { notification?: Notification };

/** How somebody is reached; an empty text is none. */
export type AddressesAnswer = { email: string; phone: string };

/** One publish of the demo, and what Bellhop answered. */
export type Told = {
  id: string;
  at: string;
  by: SignedIn;
  did: string;
  /** Which function of `notify.ts` wrote the request. */
  wrote: string;
  request: PublishRequest;
  notifications: { id: string; user: string }[];
  /** The workflows of this stage have not the one that was meant. */
  wasFallback: boolean;
  refused?: string;
};
