import type { Contact } from '../../../contract/users/contact.ts';
import type { Attributes } from '../../../contract/users/profile.ts';
import type { Channel, Priority } from '../../../contract/values.ts';

/** The user of whom a workflow's own functions are asked: addresses, locale and time zone as far as they are known, and what the app said of them. */
export type AskedUser = Readonly<Contact> & { id: string; attributes: Readonly<Attributes> };

/** What a condition is asked about: the notification's data, and its user as they are now. */
export type Asked<Data> = { data: Data; user: AskedUser };

/** Says whether something goes. It must be pure: it is asked when a notification is planned, and each time that a hold of it ends, or it has waited in its queue. */
export type Condition<Data> = { ask(asked: Asked<Data>): boolean }['ask']; // as a method, so that a workflow of any data is a workflow

/** The conditions of a workflow, by channel; a channel without one always goes. */
export type Conditions<Data> = Readonly<Partial<Record<Channel, Condition<Data>>>>;

/** An instant, as a `Date` or in RFC 3339; without one it does not wait. */
type GivenInstant = Date | string | undefined;

/**
 * How long a workflow waits before it goes on any channel: so many minutes, until a time of the user's day (`09:00`), or until an instant that
 * a pure function answers.
 */
export type Delay<Data> =
  | { minutes: number; until?: never }
  | { minutes?: never; until: string | { ask(asked: Asked<Data>): GivenInstant }['ask'] };

/**
 * One channel of a chain, and on which terms it goes: only if the inbox item is still unread so long after it arrived, only if none of the channels before
 * it reached the user, only for these priorities. Without terms it goes at once.
 */
export type ChainStep = {
  channel: Channel;
  unreadAfterMinutes?: number;
  undelivered?: true;
  priorities?: readonly Priority[];
};

/**
 * How many notifications a user gets of a workflow in a window of so many minutes; with a `key`, a pure function of the data, how many with each key.
 */
export type Throttle<Data> = { most: number; minutes: number; key?: { ask(asked: Asked<Data>): string }['ask'] };

/**
 * Gathers the notifications of a workflow to a user that have one key, for so many minutes or until there are `maxItems`, into one that tells of all.
 * `by` names a field of the data that has a text or a number, or is a pure function. The first one goes at once and what follows is gathered (`first`), or all are (`quiet`).
 * `channels` are those on which it gathers, every one unless set: on the others each goes by itself.
 */
export type BatchStep<Data> = {
  by?: string | { ask(asked: Asked<Data>): string }['ask'];
  windowMinutes: number;
  maxItems?: number;
  opens: 'first' | 'quiet';
  channels?: readonly Channel[];
};

/**
 * What a workflow's steps come to for one notification: the channels whose condition is not met, until when all of it waits (`delay`), and what its
 * throttle counts and its batch gathers by.
 */
export type StepAnswers = { unmet: readonly Channel[]; delayedUntil?: Date; throttleKey?: string; batchKey?: string };

/** What is wrong with an answer: the field of the workflow, and the detail without data. */
export type StepFault = { field: string; detail: string };

/** A user of whom something can be asked, as flows know them. */
export type KnownUser = Contact & { id: string };
