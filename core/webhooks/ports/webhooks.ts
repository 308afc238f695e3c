import type { DeliveryAttempt, DeliveryStatus, DisabledBecause } from '../../../contract/webhooks/webhooks.ts';
import type { EarlierSecret } from '../rules/secret.ts';

/** A webhook as stored. Its secret is derived from its id and `generation`, and lies nowhere. */
export type Webhook = {
  id: string;
  url: string;
  events: readonly string[];
  description?: string;
  status: 'active' | 'disabled';
  disabledBecause?: DisabledBecause;
  /** Since when no attempt has succeeded; absent while they do. */
  failingSince?: Date;
  /** How often its secret was rotated. */
  generation: number;
  /** The secrets before, newest first, and until when each signs as well; some may be over. Absent before the first rotation. */
  earlier?: readonly EarlierSecret[];
  /** What tells the call that rotated it last, if that brought a key: the same again rotates nothing. */
  rotation?: string;
  createdAt: Date;
};

export interface Webhooks {
  /** Lists all, oldest first. */
  list(): Promise<Webhook[]>;
  find(id: string): Promise<Webhook | undefined>;
  add(webhook: Webhook): Promise<void>;
  /** Changes one as it stands now, however many do so at once; answers it as it then is, nothing when there is none. */
  change(id: string, change: (webhook: Webhook) => Webhook): Promise<Webhook | undefined>;
  remove(id: string): Promise<void>;
}

/** An event on its way to a webhook. `body` is what is signed and sent, the same each time. */
export type Delivery = {
  webhookId: string;
  eventId: string;
  body: string;
  status: DeliveryStatus;
  attempts: readonly DeliveryAttempt[];
  /** How many attempts there were since it was asked for. */
  tries: number;
  /** How often it was asked for again; absent for never. */
  replays?: number;
  nextAttemptAt?: Date;
  createdAt: Date;
  expiresAt: Date;
};

/** A delivery as it was read: who writes to it does so only while it stands there. */
export type DeliveryState = Pick<Delivery, 'webhookId' | 'eventId' | 'tries' | 'replays'>;

/** What became of a delivery: another attempt, or its end without one. */
export type DeliveryStep = Pick<Delivery, 'status' | 'nextAttemptAt'> & { attempt?: DeliveryAttempt };

export interface Deliveries {
  /** Adds those that are not there yet; what has been there stays as it is. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  find(webhookId: string, eventId: string): Promise<Delivery | undefined>;
  /** Writes down what became of one; false when it was tried or asked for again meanwhile, or is gone. */
  record(state: DeliveryState, step: DeliveryStep): Promise<boolean>;
  /** Makes one pending again, with all its attempts to come, the first of them now; nothing when `record` would be false. */
  renew(state: DeliveryState, now: Date): Promise<Delivery | undefined>;
  /** Lists newest first, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  list(
    webhookId: string,
    page: { after?: string | undefined; limit: number },
  ): Promise<{ deliveries: Delivery[]; next?: string }>;
}

/** What a receiver answered, with how long it wants to be left alone if it said so, or why it did not. */
export type WebhookAnswered = { status: number; retryAfterSeconds?: number } | { error: string };

/** How webhooks are called. */
export interface WebhookCalls {
  /** Posts once, follows no redirect, and reaches only addresses that webhooks may have. Never throws. */
  post(url: string, call: { headers: Readonly<Record<string, string>>; body: string }): Promise<WebhookAnswered>;
}

/** Which URLs webhooks may have. */
export interface WebhookTargets {
  /** Answers why a URL may not be one, in words for its owner; nothing when it may. */
  refusalOf(url: string): Promise<string | undefined>;
}
