import type * as z from 'zod';
import type { ChannelWith } from '../../../contract/channels/channels.ts';
import type { ChatCopy } from '../../../contract/channels/chat/copy.ts';
import type { Tracked } from '../../../contract/channels/email/tracking.ts';
import type { InboxAction } from '../../../contract/channels/inbox/actions.ts';
import type { InboxImage } from '../../../contract/channels/inbox/image.ts';
import type { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel, Priority } from '../../../contract/values.ts';
import type { EmailOptions } from '../../channels/email/rules/email-options.ts';
import type { Replacement } from '../../channels/sms/rules/gsm-text.ts';
import type { Experiment } from '../../experiments/rules/experiment.ts';
import type { Reader } from './reader.ts';
import type { BatchStep, ChainStep, Conditions, Delay, Throttle } from './steps.ts';

/** What the inbox shows. Plain text, and a picture. `actions` are its buttons, at most two. */
export type InboxCopy = {
  title: string;
  body: string;
  actionUrl?: string;
  image?: InboxImage;
  actions?: readonly InboxAction[];
};

/** What a push message shows: plain text, where a click leads, and a picture. */
export type PushCopy = { title: string; body: string; url?: string; icon?: string };

/** What a workflow says for one notification on the channels that were asked for; `replaced` is what its SMS says for GSM-7. */
export type Copy = {
  inbox?: InboxCopy;
  subject?: string;
  /** What its e-mail has beside subject and body. */
  emailOptions?: EmailOptions;
  sms?: string;
  replaced?: Replacement[];
  chat?: ChatCopy;
  push?: PushCopy;
};

/**
 * What a workflow says in one language. The functions are handed parsed data, and the reader for dates and numbers.
 * They must be pure: publish, dispatch and delivery each call them.
 */
export type WorkflowCopy<Data> = {
  inbox(data: Data, reader: Reader): InboxCopy;
  /** The e-mail's subject; the body is `email.tsx` in the same folder. */
  subject(data: Data, reader: Reader): string;
  /** The SMS text; absent: the workflow has no SMS. */
  sms?(data: Data, reader: Reader): string;
  /** What is posted in chats; absent: what the inbox shows. */
  chat?(data: Data, reader: Reader): ChatCopy;
  /** What a push message shows; absent: the workflow has none. */
  push?(data: Data, reader: Reader): PushCopy;
};

/** What a publish of each of these workflows sends as `data`, by its key: for an app that compiles together with them. */
export type PayloadsOf<Workflows extends readonly { key: string; payload: z.ZodType }[]> = {
  [Each in Workflows[number] as Each['key']]: z.input<Each['payload']>;
};

/** A named kind of notification, as its owner defines it under `workflows/`. */
export type Workflow<
  Payload extends z.ZodObject = z.ZodObject,
  Key extends string = string,
  Variant extends string = string,
> = WorkflowCopy<z.output<Payload>> & {
  key: Key;
  category: string;
  priority: Priority;
  /** The channels to use; absent: what the priority says. */
  channels?: readonly Channel[];
  /** Which channels go only if their condition is met: docs/workflows.md. */
  when?: Conditions<z.output<Payload>>;
  /** How long it waits before it goes on any channel; absent: it goes at once. */
  delay?: Delay<z.output<Payload>>;
  /** How many a user gets of it in a window; absent: as many as are published. */
  throttle?: Throttle<z.output<Payload>>;
  /** Gathers what comes within a window into one notification; absent: each goes by itself. */
  batch?: BatchStep<z.output<Payload>>;
  /**
   * Which of a user's addresses it goes to: their primary ones, unless set, or verified ones alone. What goes to verified addresses goes at once,
   * as a digest goes to the primary one: docs/users.md.
   */
  to?: 'primary' | 'verified';
  /** Preferences cannot switch it off. */
  required?: boolean;
  /** The channels on which only users get it who have opted in to the category there; absent: what the stage says. */
  optIn?: readonly Channel[];
  /** How e-mails go to users who have not chosen: each at once, or in a digest; absent: what the stage says. */
  digest?: EmailFrequency;
  /** What is told of its e-mails' readers; absent: nothing, and no e-mail has a pixel or changed links: docs/email-tracking.md. */
  trackEmail?: readonly Tracked[];
  /** What its e-mails have beside subject and body: copies, headers, files. Pure, as the copy is: docs/email-content.md. */
  email?(data: z.output<Payload>, reader: Reader): EmailOptions;
  /** The optional channels that its stage has off: the stage says so, and no workflow. */
  channelsOff?: readonly Channel[];
  /** The buckets and folders of S3 that files of its e-mails may lie in: the stage says so, and no workflow. Absent: nobody asks. */
  fileBuckets?: string;
  /** The channels to use, one after the other, and on which terms each goes; in place of `channels` and `escalate`. */
  chain?: readonly ChainStep[];
  /** Channels that are used only if the inbox item is still unread after so long. */
  escalate?: Partial<Record<ChannelWith<'isEscalation'>, { afterMinutes: number }>>;
  /** How many SMS segments the text may take; two unless set. */
  maxSmsSegments?: number;
  /** `gsm`: characters that GSM-7 lacks go as their nearest, so that one of them does not double the price; absent: as they are. */
  smsText?: 'gsm';
  /** How long a push message is kept for a device that is away; a day unless set. */
  pushTtlSeconds?: number;
  /** How soon a device is woken for it; by the priority unless set. */
  pushUrgency?: 'very-low' | 'low' | 'normal' | 'high';
  /** The newest push message of a topic takes the place of those before it on a device; each is its own unless set. */
  pushTopic?: string;
  /** What a publish must send as `data`: a `z.strictObject`. */
  payload: Payload;
  /** Data that passes the payload schema: shown by the console and the documentation, and rendered by the tests. */
  example: z.input<Payload>;
  /** The language of the copy here, as a BCP 47 tag; English unless set. */
  language?: string;
  /** The copy in other languages, by tag. A user of `de-CH` gets `de-CH`, or else `de`, or else the copy here. */
  translations?: Readonly<Record<string, WorkflowCopy<z.output<Payload>>>>;
  /** Variants that users get by weight, to see which does better: docs/experiments.md. */
  experiment?: Experiment<WorkflowCopy<z.output<Payload>>, Variant>;
};
