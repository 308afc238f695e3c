import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { Reason } from '../../../contract/values.ts';
import type { NoteOutcomes } from '../deliver-outcome.ts';
import type { Outcomes } from '../rules/outcomes.ts';
import type { ProviderAnswer } from './providers.ts';
import type { Bill, NotificationRecord } from './records.ts';

/** A message with what is needed to render it, and where it goes. */
export type Rendering = {
  notification: NotificationRecord;
  address: string;
  attempts: number;
  dueAt?: Date;
  /** Of a message to several addresses: what became of it at some, and whether its last attempt left one more in doubt. */
  outcomes?: Outcomes;
  inDoubt?: boolean;
};

/** A message as its channel writes it; `units`: how many it is to the provider. `said`: what its timeline says of it as it is taken up. */
export type Rendered = { units: number; bill?: Bill; said?: string | undefined };

/** Why a message may not go, and what its timeline says; `skipped` unless it is `suppressed` or has `failed`. */
export type TurnedDown = { status?: 'suppressed' | 'failed'; reason: Reason; detail: string };

/**
 * What a channel does in a delivery. `deliver` takes the steps in this order, and all that can go wrong before the send is in those
 * before it.
 */
export interface ChannelSender<Content extends Rendered> {
  /** Asks whether its user still wants it, at the moment at which its address is looked up; nothing when so. Never asked for a test. */
  askAgain?(notification: NotificationRecord): Promise<TurnedDown | undefined>;
  /** Looks up what it is written with, beside the notification; asked before it is. */
  prepare?(notification: NotificationRecord): Promise<void>;
  /** Writes the message. May throw when its workflow is gone or no longer takes the data. */
  render(message: Rendering): Content;
  /** Asks whether there is room for it, and reserves what it costs; nothing when it may go. */
  admit?(content: Content): Promise<TurnedDown | undefined>;
  /** Hands it to the provider, of several to that one. `noteOutcomes` notes that one of several addresses is done with, before the next. */
  send(content: Content, noteOutcomes: NoteOutcomes, by?: ProviderName): Promise<ProviderAnswer>;
}
