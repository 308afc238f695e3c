import type { Audience } from '../../../contract/broadcasts/audience.ts';
import type { Refusal } from '../../../contract/publishing/publish.ts';

/** What a request to an audience was, and how far it is: how many users were looked at, and whether it was stopped. */
export type NotedBroadcast = {
  audience: Audience;
  ratePerMinute?: number | undefined;
  cancellationKey?: string | undefined;
  lookedAt: number;
  isStopped?: boolean;
};

/** A part of what a request made, and what it was: a whole request to recipients, or a page of a topic's subscribers. */
export type RequestPart = {
  requestId: string;
  workflow: string;
  topic?: string;
  /** Whose it is, where it is a tenant's. */
  tenant?: string;
  test: boolean;
  requestedAt: Date;
  /** How many notifications come before this part. */
  from: number;
  notificationIds: readonly string[];
  /** Whether this is the last part. */
  isLast: boolean;
  refused: readonly Refusal[];
  broadcast?: NotedBroadcast;
};

/** Which notifications a request made. It knows ids only: what they are and whose, the ledger knows. */
export interface Requests {
  /** Noting a part again adds what was not in it before, and takes what else it says for true. */
  note(part: RequestPart & { expiresAt: Date }): Promise<void>;
  /** Its parts in order, from the one that begins after so many notifications on, with `more` when there may be others. */
  parts(page: { requestId: string; from: number; limit: number }): Promise<{ parts: RequestPart[]; more: boolean }>;
  /** The part that goes furthest. */
  lastPart(requestId: string): Promise<RequestPart | undefined>;
}
