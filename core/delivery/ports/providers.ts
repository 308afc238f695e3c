import type { SendChannel } from '../../../contract/channels/channels.ts';
import type { Tracked } from '../../../contract/channels/email/tracking.ts';
import type { ProviderName, ProviderOf } from '../../../contract/channels/providers.ts';
import type { Reason } from '../../../contract/values.ts';
import type { ReadFile } from '../../channels/email/rules/attachments.ts';
import type { EmailOptions } from '../../channels/email/rules/email-options.ts';
import type { Engaged } from '../../feedback/rules/engagement.ts';
import type { Outcomes } from '../rules/outcomes.ts';

/**
 * What a provider said; an ambiguous answer must not be tried again blindly. `outcomes`, of a message that goes to several addresses: what
 * became of it at each, with those of earlier attempts.
 */
export type ProviderAnswer = (
  | { outcome: 'sent'; providerId: string; detail?: string }
  /** `listedAt`: the number is on the provider's own list of opt-outs, which can be asked. */
  | { outcome: 'rejected'; reason: Reason; detail: string; listedAt?: OptOutListName }
  /**
   * Nothing was sent: the rate was too high, the day's quota is used up, or the provider is down. `paused`: it takes nothing from this
   * sender until the owner has acted; `recipient-unverified`: nothing to this recipient, as the account is in a sandbox.
   * `afterSeconds`: this message alone waits so long; absent, and it goes to one address: whatever would follow meets the same.
   */
  | { outcome: 'not-now'; because: NotNowReason; detail: string; afterSeconds?: number }
  | { outcome: 'unknown'; detail: string }
) & { outcomes?: Outcomes };

export type NotNowReason = 'throttled' | 'quota' | 'paused' | 'recipient-unverified' | 'unavailable';

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
  /** What its workflow wants to be told of; absent: nothing, and the e-mail goes as it is. */
  track?: readonly Tracked[];
  attachments?: ReadFile[];
} & Omit<EmailOptions, 'attachments'>;

export interface EmailProvider {
  /** `by`: which of several, where there are several. */
  send(email: Email, by?: ProviderName): Promise<ProviderAnswer>;
}

/** An SMS ready to be sent, to an E.164 number. The provider sends nothing that costs more than `maxPriceUsd`, all segments together. */
export type Sms = { notificationId: string; to: string; text: string; maxPriceUsd: number };

/** A provider of SMS that keeps a list of numbers whose owners have texted STOP, and lets it be read. */
export type OptOutListName = Extract<ProviderOf<'sms'>, 'sns' | 'end-user-messaging'>;

/** Numbers whose owners have texted STOP, and not START since. */
export interface OptOutList {
  readonly name: OptOutListName;
  /** Throws an Error when the provider does not say it now. */
  has(number: string): Promise<boolean>;
}

export interface SmsProvider {
  /** `by`: which of several, where there are several. */
  send(sms: Sms, by?: ProviderName): Promise<ProviderAnswer>;
  /** Absent where the provider's list cannot be read. */
  optOuts?: OptOutList;
}

/** What a provider says became of a message that it took. */
export type ProviderReceipt = {
  channel: SendChannel;
  /** The same for the same receipt, however often it comes. */
  id: string;
  /** What the provider calls the message. */
  providerId: string;
  /** What it is about, where the provider carries our own id. */
  notificationId?: string;
  /** Absent: it is worth a line in the timeline, and no end. */
  status?: 'delivered' | 'failed' | 'bounced' | 'complained';
  /** Why it ended so. `hard_bounce`, `complaint` and `sms_opted_out` suppress the address that it went to. */
  reason?: Reason;
  /** Where the provider says that it went: a receipt about another address than the message's changes nothing. */
  address?: string;
  /** The provider on whose own list of opt-outs the number is. */
  listedAt?: OptOutListName;
  /** What it cost, in US dollars. */
  billedUsd?: number;
  /** For the timeline: never an address. Absent where its reader did something, which says it in words of its own. */
  detail?: string;
  /** What its reader did with it; it moves no status. */
  engaged?: Engaged;
};
