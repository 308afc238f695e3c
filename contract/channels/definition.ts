import type * as z from 'zod';
import type { MessageStatus } from '../delivery/message-status.ts';
import type { Priority } from '../publishing/priority.ts';
import type { ProviderList } from './provider-definition.ts';

/** How sentences, headings and lists speak of a channel. */
export type ChannelWords = {
  /** The heading of a column: `E-mail`. */
  title: string;
  /** One message and many: `e-mail`, `e-mails`. */
  one: string;
  many: string;
  /** One message with its article: `an e-mail`. */
  any: string;
  /** The message that takes the place of another, as the subject of a sentence: `the SMS`. */
  instead: string;
  /** What a workflow gives for it: `SMS text`. */
  copy: string;
};

/** What of a user is their address on a channel. */
export type ChannelAddress = {
  /** The field of a user that holds it: one text, or, when it is a list, several. */
  field: string;
  isList?: boolean;
  /** The field of a user that lists all their addresses, of which `field` has the primary one; absent: there is one. */
  several?: string;
  /** What it is called: `e-mail address`. */
  noun: string;
  /**
   * Whether each is the id of an item of the user's own, which routes of its own add and remove; absent: the app gives it with the user. It is
   * shown with the user, and nobody gives it there.
   */
  isRegistered?: true;
  /** What to give for it, with an example. */
  wanted: string;
  /** What an app may give, and what is kept of it. */
  given: z.ZodType<string | string[]>;
  kept: z.ZodType<string | string[]>;
};

/**
 * A queue of a channel: its name among the queues, what stored items and the command line call it (`bulk-email`), and the setting that
 * holds its URL.
 */
export type ChannelQueue = { name: string; key: string; urlSetting: `${string}_QUEUE_URL`; ifThisFails: string };

/**
 * A channel as every layer has to know it. How it writes copy and plays a test is in `core/channels/rules/behaviour.ts`; see
 * docs/decisions/0140.
 */
export type ChannelDefinition = {
  words: ChannelWords;
  /** Whether it is off in a stage whose owner has not switched it on, by the setting of its name. Absent: every stage has it. */
  isOptional?: true;
  /** Absent: the message has arrived as soon as it is entered, as in the inbox. */
  address?: ChannelAddress;
  /** Where its messages wait to be sent: each by itself, and those of a whole topic. Absent: it is not sent. */
  queues?: { each: ChannelQueue; topic?: ChannelQueue };
  /** Who sends its messages: one of these in each stage, the first where the owner names none. */
  providers?: ProviderList;
  /** Whether all of them send in every stage, each to the addresses of its own kind; absent: the owner chooses one. */
  sendsByKind?: true;
  /** The priorities that use it when nobody names channels. */
  priorities: readonly Priority[];
  /** Whether quiet hours hold it, and whether it may wait for a reader of the inbox item. */
  isHeldAtNight: boolean;
  isEscalation: boolean;
  /** Whether it can go in a digest, and whether there is a limit on how many a user gets. */
  isDigestible: boolean;
  isCapped: boolean;
  /** Whether each message costs so much that nobody adds it who did not choose it. */
  isPaid: boolean;
  /** Whether a message whose send is in doubt is never sent to the same address again; absent: once more, unless it is paid for. */
  sendsOnce?: true;
  /** Whether a link in a message unsubscribes from it. */
  isUnsubscribable: boolean;
  /** Whether its provider says that a message bounced, or that its reader complained. */
  canBounce: boolean;
  /** Makes the schema of what a dry run shows of what it would say. */
  shown: () => z.ZodType<object>;
  /** Where a message stands that goes well, step by step: what is in the last of them has reached the user. */
  usualStatuses: readonly MessageStatus[];
};
