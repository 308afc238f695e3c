import type { FeedCounts } from '../contract/feed.ts';
import type { JobName } from '../contract/health.ts';
import type { MetricName } from '../contract/metrics.ts';
import type { Explanation, MessageEvent } from '../contract/notifications.ts';
import type { DigestCadence } from '../contract/preferences.ts';
import type { Contact } from '../contract/publish.ts';
import type {
  DeliverMessage,
  DigestMessage,
  FanOutMessage,
  NotifyMessage,
  ReleaseMessage,
  SettleDigestMessage,
  TopicMessage,
} from '../contract/queue-messages.ts';
import type { SuppressionReason, SuppressionSource } from '../contract/suppressions.ts';
import type { Channel, LocalDate, MessageStatus, Priority, Reason } from '../contract/values.ts';
import type { Place } from './rules/attention.ts';
import type { QueueDepth } from './rules/backlog.ts';
import type { DigestClock, DigestDue, DigestState } from './rules/digest-window.ts';
import type { ReleasedStatus } from './rules/message-status.ts';
import type { Choices } from './rules/preferences.ts';
import type { SlotGrant, SlotWish } from './rules/send-pace.ts';
import type { SenderTally } from './rules/sender-health.ts';
import type { SmsWindow } from './rules/sms-guard.ts';

/** The clock. */
export type Now = () => Date;

/** Something that was never seen before: for ids of what has no natural seed. */
export type NewSeed = () => string;

/** A user as stored. `version` rises by one with every change to them, and never for what happens in their inbox. */
export type User = Contact & Choices & { id: string; version: number; createdAt: Date; updatedAt: Date };

/** All that a user has chosen, in place of what was chosen before: what is absent is chosen no more. */
export type NewChoices = {
  userId: string;
  choices: Choices /** The user's version that was looked at; 0: there was none. */;
  version: number;
};

export interface Users {
  /** The users that exist among `ids`, by id. Reads what was just written. */
  getMany(ids: readonly string[]): Promise<Map<string, User>>;
  /** Creates the user, also one who was deleted, or replaces the given fields; what is absent stays. Writes nothing when nothing changes. */
  upsert(id: string, contact: Contact, now: Date): Promise<User>;
  /**
   * Writes what a user has chosen; creates them for version 0. Answers nothing when they are no longer of that version, and `erased`
   * when they were deleted a moment ago: a token that is still good must not bring them back.
   */
  choose(choices: NewChoices, now: Date): Promise<User | 'erased' | undefined>;
}

/** Something that is kept of a user. */
export type UserRecord =
  | { kind: 'notification'; notification: NotificationRecord; messages: MessageRecord[]; inboxItem?: InboxItem }
  | { kind: 'subscription'; topic: string }
  | { kind: 'attention'; window: string; taken: number }
  | { kind: 'digests'; cadence: DigestCadence; state: DigestState }
  | ({ kind: 'closed-digest'; cadence: DigestCadence; number: number } & ClosedDigest)
  | { kind: 'digest-entry'; cadence: DigestCadence; number: number; entry: DigestEntry };

/** Everything that is kept of a user, wherever it lies. */
export interface UserRecords {
  /** Removes the user themselves: from now on nothing is entered for them. Answers whether there was such a user. */
  close(userId: string, at: Date): Promise<boolean>;
  /** Removes a part of what is left of a closed user; what was cut off is done again. Answers whether there is more. */
  eraseSome(userId: string): Promise<{ erased: number; more: boolean }>;
  /** Closed users of whom something may be left. */
  erasing(limit: number): Promise<string[]>;
  /** A page of a user's records, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  page(page: { userId: string; after?: string | undefined; limit: number }): Promise<{ records: UserRecord[]; next?: string }>;
}

/** That a user is on a topic. */
export type Subscription = { topic: string; userId: string };

/** Who is subscribed to what. */
export interface Topics {
  /** Answers whether there is such a user; subscribing again changes nothing. */
  subscribe(subscription: Subscription): Promise<boolean>;
  /** Unsubscribing who is not subscribed changes nothing. */
  unsubscribe(subscription: Subscription): Promise<void>;
  /**
   * Subscribers in an order of their ids that stays the same, with `next` when there may be more: the last of this page, to be
   * given as `after`. Reads what was just written.
   */
  subscribers(page: { topic: string; after?: string | undefined; limit: number }): Promise<{ userIds: string[]; next?: string }>;
}

/** An inbox item before it has a place in the inbox. */
export type NewInboxItem = {
  notificationId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  title: string;
  body: string;
  actionUrl?: string;
  createdAt: Date;
};

/** An inbox item as stored, with where it stands. */
export type InboxItem = NewInboxItem & { read: boolean; seen: boolean; archived: boolean };

/**
 * Where a user's inbox stands. `version` rises by one with every change to the inbox, and an item that arrives is
 * numbered with the version it made: so versions are watermarks, and order of arrival is never in doubt.
 */
export type FeedState = { version: number; seenThrough: number; readThrough: number };

/** Which items, and from where. Positions are the adapter's own, opaque to everyone else. */
export type FeedSlice = {
  userId: string;
  state: FeedState;
  status: 'all' | 'unread' | 'read' | 'unseen';
  archived: boolean;
  category?: string;
  /** Only items that arrived after this version, or that were created at or after this instant. */
  since?: { version: number } | { instant: Date };
  after?: string;
  limit: number;
};

export type Mark = 'read' | 'unread' | 'seen' | 'unseen' | 'archived' | 'unarchived';

export interface Feed {
  /**
   * Where the inbox stands: one read of one item, half a read unit. May lag a moment behind a write unless `fresh`.
   * A user that does not exist has version 0.
   */
  state(userId: string, read?: { fresh: boolean }): Promise<FeedState>;
  /** Items in order of arrival, newest first, with `next` when there are more. A filtered page may be short of `limit`. */
  page(slice: FeedSlice): Promise<{ items: InboxItem[]; next?: string }>;
  /** Unread and unseen, each counted to `countCap`. Reads what was just written. */
  counts(userId: string, state: FeedState): Promise<FeedCounts>;
  /** Which of these the user has read; what is not in the inbox is not among them. Reads what was just written. */
  read(userId: string, notificationIds: readonly string[]): Promise<Set<string>>;
  /** Marks one item; marking twice is marking once. Answers the state after it, or nothing when the user has no such item. */
  mark(userId: string, notificationId: string, mark: Mark): Promise<FeedState | undefined>;
  /** Marks everything up to a version; a lower version than before changes nothing. */
  markThrough(userId: string, mark: 'read' | 'seen', version: number): Promise<FeedState>;
}

/** A notification as stored. */
export type NotificationRecord = {
  id: string;
  requestId: string;
  userId: string;
  workflow: string;
  category: string;
  priority: Priority;
  test: boolean;
  data: Record<string, unknown>;
  /** The user's, as they were when the notification was planned. */
  locale?: string;
  timezone?: string;
  /** The channels that the publish named, and the times and the key that it gave. */
  channels?: readonly Channel[];
  sendAt?: Date;
  /** From when on it is of no use. What removes it from the table is no business of its own. */
  goodUntil?: Date;
  cancellationKey?: string;
  /** The topic that it was published to, when it was: then its e-mails are bulk. */
  topic?: string;
  createdAt: Date;
  explanation: Explanation[];
};

/** A message as stored. `address` is where it goes: an e-mail address or a phone number. */
export type MessageRecord = {
  notificationId: string;
  channel: Channel;
  status: MessageStatus;
  reason?: Reason;
  address?: string;
  attempts: number;
  /** Until when it is held while `scheduled`; stays when it was released. */
  dueAt?: Date;
  providerId?: string;
  /** The digest that it waits for, or waited for. */
  digest?: Pick<DigestRef, 'cadence' | 'number'>;
  events: MessageEvent[];
};

/**
 * What becomes of messages that were held: each moves on from `scheduled`, or stays so with another `dueAt`.
 * `explanation` takes the place of what was said of these channels before.
 */
export type Release = {
  notificationId: string;
  moves: readonly ReleaseMove[];
  explanation: readonly Explanation[];
  inboxItem?: NewInboxItem;
  digestEntry?: NewDigestEntry;
  dueAts?: readonly Date[];
  places?: readonly Place[];
  at: Date;
};
export type ReleaseMove = {
  channel: Channel;
  /** The `dueAt` that it was held until: it must still be held until then. */
  heldUntil: Date;
  status: ReleasedStatus;
  dueAt?: Date;
  reason?: Reason;
  address?: string;
  detail?: string;
};

/** What a cancellation was in time for. What was skipped or has expired is in neither list; nothing was dispatched: in no list at all. */
export type Cancellation = { notificationId: string; canceled: Channel[]; tooLate: Channel[]; dispatched: boolean };

/** What a claim answers. The fence is handed back with every later step; an older fence no longer counts. */
export type Claim =
  | { outcome: 'yours'; fence: number; message: MessageRecord; notification: NotificationRecord }
  /** Someone else holds the lease, or the last send is ambiguous and must rest: come back in `afterSeconds`. */
  | { outcome: 'busy'; afterSeconds: number }
  | { outcome: 'finished' }
  | { outcome: 'missing' };

/** One step forward for a claimed message; frees the claim unless the status is `sending`. */
export type Step = {
  notificationId: string;
  channel: Channel;
  fence: number;
  status: MessageStatus;
  at: Date;
  reason?: Reason;
  providerId?: string;
  detail?: string;
};

/**
 * What a provider has told about a message, which no claim is needed for. `id` tells a repetition.
 * With a `detail` it is worth an entry in the timeline even when the status cannot move there (any more).
 */
export type News = {
  id: string;
  notificationId: string;
  channel: Channel;
  /** Where the provider says that it went. */
  address: string;
  at: Date;
  providerId: string;
  status?: MessageStatus;
  reason?: Reason;
  detail?: string;
};

/** What became of news: `foreign` is about a message that goes to another address, `stale` says nothing that is not known. */
export type Heard = 'recorded' | 'repeated' | 'stale' | 'foreign' | 'missing';

/** The send ledger: which notifications exist, and where each message stands. */
export interface Ledger {
  /**
   * Enters a notification, its messages, its inbox item and its digest entry in one transaction, and raises the inbox's version.
   * Messages that are `digesting` wait for the digest that took the entry: the one that is open, or a new one.
   * Entering it again changes nothing and answers the messages as they stand: what was planned first counts.
   * What has been canceled meanwhile, by id or by key, is entered with every message `canceled` that was not skipped.
   * `dueAts` are the instants at which a sweep finds it.
   * For a user who was deleted meanwhile nothing is entered, and no messages are answered.
   * Entering it takes its `places` in the user's windows. Throws UsedUp, and enters nothing, when one of them is not to be had.
   */
  enter(entry: {
    notification: NotificationRecord;
    messages: MessageRecord[];
    inboxItem?: NewInboxItem;
    digestEntry?: NewDigestEntry;
    dueAts?: readonly Date[];
    places?: readonly Place[];
    expiresAt: Date;
  }): Promise<MessageRecord[]>;
  /**
   * Adds a channel that was not planned: its message, why it is used, and its inbox item if it is the inbox, in one transaction.
   * Adding it again changes nothing, and nothing can be added to what is not there or has expired.
   */
  add(addition: { message: MessageRecord; explanation: Explanation; inboxItem?: NewInboxItem }): Promise<void>;
  read(notificationId: string): Promise<{ notification: NotificationRecord; messages: MessageRecord[] } | undefined>;
  /**
   * Takes a message for `leaseSeconds` and counts the attempt.
   * `queued`: free, or the lease has run out (a crash before the send). `sending`: the lease has run out, so a send may have
   * happened: it becomes `unknown` now. `unknown`: rests `ambiguousWaitSeconds`, then is yours with that status.
   * `failed` for the reason `gave_up`: nothing was sent, so it is `queued` again, and yours.
   * Anything else with a `reason`, and anything further on, is finished.
   */
  claim(claim: {
    notificationId: string;
    channel: Channel;
    leaseSeconds: number;
    ambiguousWaitSeconds: number;
    now: Date;
  }): Promise<Claim>;
  /**
   * Moves messages on that were held, all or none, with the inbox item or digest entry that comes of it. Answers whether it did:
   * not when one of them has moved meanwhile, or was canceled. `places` are as for `enter`.
   */
  release(release: Release): Promise<boolean>;
  /**
   * Cancels what is `scheduled`, `queued`, or `digesting` in a digest that is open: it will never be `sending`. Canceling again answers the same.
   * What is not there yet is canceled when it is entered; `expiresAt` is how long that is remembered.
   */
  cancel(cancel: { notificationId: string; at: Date; expiresAt: Date }): Promise<Cancellation>;
  /** Records a step. Answers whether the fence still held; when not, nothing was written. */
  step(step: Step): Promise<boolean>;
  /** Lets go of a message that was claimed and then not tried, as if it had not been; an older fence changes nothing. */
  letGo(held: Pick<Step, 'notificationId' | 'channel' | 'fence'>): Promise<void>;
  /** Records what a provider told, whoever holds the claim. The status moves forward only; hearing twice is hearing once. */
  hear(news: News): Promise<Heard>;
}

/** What has been taken of users' attention. */
export interface AttentionTaken {
  /** The windows of these places in which none is to be had now. Takes nothing. Reads what was just written. */
  usedUp(userId: string, places: readonly Place[]): Promise<string[]>;
}

/** Which notifications have a key in common, and that whatever was requested under it until an instant is not wanted. */
export interface Cancellations {
  /** From now on nothing is entered or released that was requested under this key until `at`. A later instant stays. */
  note(key: string, at: Date, expiresAt: Date): Promise<void>;
  /** Gives notifications that were accepted this key in common, so that a cancel finds them before they are dispatched. */
  join(key: string, notificationIds: readonly string[], expiresAt: Date): Promise<void>;
  /** The last instant that was noted for a key. Reads what was just written. */
  find(key: string): Promise<Date | undefined>;
  /** Notifications that have joined this key, or were entered with it, in no order, with `next` when there may be more. Reads what was just written. */
  list(page: { key: string; after?: string | undefined; limit: number }): Promise<{ notificationIds: string[]; next?: string }>;
}

/** Something that was held and is due. */
export type DueItem = { notificationId: string; dueAt: Date };

/** What was held and falls due, in buckets of time. Entering and releasing put it there; time takes it away. */
export interface DueItems {
  /** What falls due in the bucket that begins at an instant, in no order, with `next` when there may be more. */
  list(page: { bucket: Date; after?: string | undefined; limit: number }): Promise<{ items: DueItem[]; next?: string }>;
}

/** One of a user's digests; they are numbered, by cadence. */
export type DigestRef = { userId: string; cadence: DigestCadence; number: number };

/** A digest that takes entries until its time comes. */
export type OpenDigest = DigestRef & { dueAt: Date };

/** What was decided when a digest was closed: the date that it is for, and when it was due. */
export type ClosedDigest = { date: LocalDate; dueAt: Date };

/** A notification as a digest shows it. */
export type DigestEntry = Omit<NewInboxItem, 'workflow' | 'priority'> & { channel: Channel };

/** An entry for whichever digest of that cadence takes it, by what the user has chosen. */
export type NewDigestEntry = { entry: DigestEntry; cadence: DigestCadence; clock: DigestClock; now: Date };

/** A message that waits, or waited, for a digest. */
export type DigestedMessage = Pick<MessageRecord, 'notificationId' | 'channel'>;

/** How messages end that waited for a digest. */
export type DigestEnd = { status: MessageStatus; reason?: Reason; detail: string; at: Date };

/**
 * Users' digests: which are open, what is in them, and where in time they lie. Whatever `Ledger.enter` put into a digest before
 * it was closed is in it, and nothing else ever is.
 */
export interface Digests {
  /** Where a user's digests of a cadence stand. Reads what was just written. */
  state(userId: string, cadence: DigestCadence): Promise<DigestState>;
  /** Puts an open digest off, or brings it forward. Answers false, and does nothing, when it is no longer open and due then. */
  move(digest: OpenDigest, due: DigestDue): Promise<boolean>;
  /** Closes a digest for a date: no entry comes into it any more. Answers false when it is no longer open and due then. */
  close(digest: OpenDigest, date: LocalDate): Promise<boolean>;
  /** What was decided when it was closed; nothing for one that is open, or that never was. */
  closed(digest: DigestRef): Promise<ClosedDigest | undefined>;
  /** The open digests of a slot's shard, in no order, with `next` when there are more. May lag a moment behind. */
  due(page: { slot: Date; shard: number; after?: string; limit: number }): Promise<{ digests: OpenDigest[]; next?: string }>;
  /** A digest's entries in order of their notifications' ids, with `next` when there are more. Reads what was just written. */
  entries(page: DigestRef & { after?: string; limit: number }): Promise<{ entries: DigestEntry[]; next?: string }>;
  /**
   * Ends messages that waited for a digest, and takes their entries out of it. One that has ended otherwise stays as it is. What was
   * given up (`mayBeRedriven`) stays in the digest, and ends anew when that is sent after all.
   */
  settle(digest: DigestRef, messages: readonly DigestedMessage[], end: DigestEnd): Promise<void>;
}

/** An address that nothing may be sent to. `notificationId` is the one that brought it to light, when one did. */
export type Suppression = {
  address: string;
  reason: SuppressionReason;
  source: SuppressionSource;
  at: Date;
  notificationId?: string;
};

/** E-mail addresses and phone numbers that nothing may be sent to. However an address is spelt, it is the same. */
export interface Suppressions {
  /** Reads what was just written. */
  find(address: string): Promise<Suppression | undefined>;
  /** Answers the suppression as it stands: an address has one, and the first reason stays. */
  add(suppression: Suppression): Promise<Suppression>;
  /** Answers what was removed, or nothing when there was no such suppression. */
  remove(address: string): Promise<Suppression | undefined>;
  /** Newest first, with `next` when there may be more. Throws Refused `cursor_invalid` for an `after` that it never gave. */
  list(page: { after?: string | undefined; limit: number }): Promise<{ suppressions: Suppression[]; next?: string }>;
}

/** What an e-mail or SMS provider said; an ambiguous answer must not be tried again blindly. */
export type ProviderAnswer =
  | { outcome: 'sent'; providerId: string }
  | { outcome: 'rejected'; reason: Reason; detail: string }
  /** Nothing was sent: the rate was too high, the day's quota is used up, or the provider is down. */
  | { outcome: 'not-now'; because: 'throttled' | 'quota' | 'unavailable'; detail: string }
  | { outcome: 'unknown'; detail: string };

/** An e-mail ready to be sent. */
export type Email = {
  notificationId: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  at: Date;
  /** Where one POST unsubscribes (RFC 8058); absent: preferences cannot switch this e-mail off. */
  unsubscribeUrl?: string;
};

export interface Mailer {
  send(email: Email): Promise<ProviderAnswer>;
}

/** An SMS ready to be sent, to an E.164 number. */
export type Sms = { notificationId: string; to: string; text: string };

export interface Texter {
  send(sms: Sms): Promise<ProviderAnswer>;
}

/**
 * What an SMS asks leave for, before it is sent: money of the month that `at` lies in (UTC), and a place in each window.
 * Money is in millionths of a US dollar; without `budget` the month has no limit for this one.
 */
export type SmsShare = {
  parts: number;
  cost: number;
  budget?: number;
  windows: readonly SmsWindow[];
  at: Date;
};

/** The same for a notification, which counts once however often it is tried. */
export type SmsReservation = SmsShare & { notificationId: string };

/** Whether it may be sent. `spent` is what the month has come to, this one included only when it was granted. */
export type SmsGrant = { outcome: 'granted'; spent: number } | { outcome: 'refused'; reason: SmsRefusalReason; spent: number };
export type SmsRefusalReason = Extract<Reason, 'budget_exceeded' | 'throttled'>;

/** Counts SMS and their money, so that no limit is ever exceeded, however many workers ask at once. */
export interface SmsMeter {
  /** All or nothing. A notification that has been granted is granted again without being counted twice. */
  reserve(reservation: SmsReservation): Promise<SmsGrant>;
  /** Takes a grant back, for an SMS of which it is certain that it was not sent; doing it twice is doing it once. */
  giveBack(notificationId: string): Promise<void>;
  /** What `reserve` would answer a notification that has no grant yet; counts nothing. */
  judge(share: SmsShare): Promise<SmsGrant>;
}

/** The slots of a provider's account, shared by every worker that sends through it. */
export interface SendSlots {
  /** Gives slots to the caller, and never to anyone else. See `grantSlots`. */
  reserve(channel: SendChannel, wish: Omit<SlotWish, 'nowMs'>): Promise<SlotGrant>;
}
export type SendChannel = Exclude<Channel, 'inbox'>;

/** How many e-mails, or parts of SMS, a provider takes in a second; nothing when that cannot be found out now. */
export type SendRate = () => Promise<number | undefined>;

/** The records of a queue that a worker has in hand. */
export type Batch = {
  size: number;
  /** How many are not done with yet. */
  left(): number;
  /** How long the worker may still run. */
  remainingMs(): number;
};

/**
 * Waits for a turn to send something of so many units (parts of an SMS). `too-far`: it will not come while this worker runs;
 * nothing was taken.
 */
export type TakeTurn = (units: number) => Promise<{ outcome: 'now' } | { outcome: 'too-far'; afterSeconds: number }>;

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
export type Road = 'email' | 'bulk-email';

/** Counts what became of e-mails, by the UTC day on which each was sent. */
export interface SenderTallies {
  /** Counts one e-mail. What bounced or was complained about counts only if it was sent after the last `startAnew`. */
  count(fate: keyof SenderTally, sentAt: Date): Promise<void>;
  /** The sum over the last seven days, the one that `now` lies in included. */
  sum(now: Date): Promise<SenderTally>;
  /** Forgets what was counted, and what will be told of e-mails that were sent before. */
  startAnew(now: Date): Promise<void>;
}

/** The provider's quota for any 24 hours; without `perDay` there is none. */
export interface SendingQuota {
  read(): Promise<{ perDay?: number; usedInLastDay: number }>;
}

/** Queues as seen from outside, in the order that they were named in. */
export interface QueueDepths {
  read(): Promise<QueueDepth[]>;
}

/** Reports a measurement to whoever watches. */
export type Measure = (name: MetricName, value: number) => void;

/** A queue of one kind of message. Throws `TryAgainLater` when not every message was taken. */
export interface Queue<Message> {
  /** `delays`: how many seconds each of them is kept back, in their order; at most 900, as SQS can. */
  send(messages: readonly Message[], delays?: readonly number[]): Promise<void>;
}

export type IngestQueue = Queue<
  NotifyMessage | FanOutMessage | ReleaseMessage | DigestMessage | SettleDigestMessage | TopicMessage
>;
export type DeliverQueue = Queue<DeliverMessage>;

/** What an earlier call with this key left behind. `requestedAt` is that of the first call, so that ids stay the same. */
export type IdempotencyClaim =
  | { outcome: 'first'; requestedAt: Date }
  | { outcome: 'running' }
  | { outcome: 'other-body' }
  | { outcome: 'done'; answer: unknown };

/** Remembers answers for a day. */
export interface Idempotency {
  claim(claim: { caller: string; key: string; requestHash: string; leaseSeconds: number; now: Date }): Promise<IdempotencyClaim>;
  complete(done: { caller: string; key: string; answer: unknown }): Promise<void>;
  /** Lets the next call run at once. `keep` when some of the work may have happened: then its `requestedAt` stays. */
  release(claim: { caller: string; key: string; keep: boolean }): Promise<void>;
}

/** An API key as stored: its secret only as a SHA-256 hash. */
export type ApiKey = { id: string; hash: string; name: string; kind: 'live' | 'test'; createdAt: Date; revokedAt?: Date };

export interface ApiKeys {
  find(hash: string): Promise<ApiKey | undefined>;
  add(key: ApiKey): Promise<void>;
  list(): Promise<ApiKey[]>;
  /** Answers whether there was such a key. */
  revoke(id: string, now: Date): Promise<boolean>;
}

export interface RateCounter {
  /** Counts one call in a window and answers how many there have been in it, this one included. */
  count(call: { name: string; windowStart: Date; windowSeconds: number }): Promise<number>;
}

/** A secret that signs. Its owner may rotate it: the newest signs, and what earlier ones signed can still be told. */
export interface SigningSecret {
  /** The secret that signs, if it has been made. */
  read(): Promise<Uint8Array | undefined>;
  /** The same, made now if there is none. Two calls at once agree. */
  readOrMake(): Promise<Uint8Array>;
  /** It and those that signed before it, newest first; empty when none has been made. */
  readAll(): Promise<readonly Uint8Array[]>;
}

/** A token as it arrives: as it is, and with its claims when API Gateway's own authorizer has checked it before us. */
export type PresentedToken = { token: string; checkedClaims?: Readonly<Record<string, unknown>>; now: Date };

/** Tokens that a user's browser carries. */
export interface UserTokens {
  /** Throws Refused `tokens_by_issuer` when an identity provider makes them. */
  mint(userId: string, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** The user a token speaks for, or nothing when it is not a good one, or no longer. Not trusted to be a valid id. */
  verify(presented: PresentedToken): Promise<unknown>;
}

/** What is known of a job. `through`: the scheduled time up to which its work is done. `cursor`: where an unfinished one left off. */
export type JobRecord = {
  name: JobName;
  firstStartedAt?: Date;
  startedAt?: Date;
  endedAt?: Date;
  succeededAt?: Date;
  count?: number;
  through?: Date;
  cursor?: string;
};

/** What a run asks for. `holder` is its own, so that asking twice is asking once. */
export type JobLease = { name: JobName; holder: string; leaseSeconds: number; now: Date };

/** How a run ended. A failure has no `count`; what is absent of `through` and `cursor` is forgotten, unless it failed. */
export type JobEnd = { at: Date } & ({ outcome: 'done'; count: number; through?: Date; cursor?: string } | { outcome: 'failed' });

/** The runs of jobs: one at a time of each. */
export interface Jobs {
  /** Takes the job for `leaseSeconds` and answers what earlier runs left; nothing while another run has it. */
  start(lease: JobLease): Promise<JobRecord | undefined>;
  /** Notes how far the run has come, for whoever goes on if it ends here. Answers whether the job was still its own. */
  save(run: { name: JobName; holder: string }, cursor: string): Promise<boolean>;
  /** Records how it ended, and lets the next run start. Answers whether the job was still its own. */
  end(run: { name: JobName; holder: string }, end: JobEnd): Promise<boolean>;
  /** Every job there is, also those that have never run. */
  list(): Promise<JobRecord[]>;
}
