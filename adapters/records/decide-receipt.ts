import type { MessageStatus } from '../../contract/values.ts';
import { normalAddress } from '../../core/channels/email/rules/normal-address.ts';
import type { Heard, MessageRecord, News } from '../../core/delivery/ports/ledger.ts';
import { mayMove } from '../../core/delivery/rules/message-status.ts';

/** What is to be done with news: write it under this status, or nothing, and then why. */
export type Judged =
  | { write: true; status: MessageStatus; moves: boolean }
  | { write: false; outcome: Exclude<Heard, 'recorded'> };

/** Decides what news does to a message that has heard these before: see `Ledger.hear`. */
export function judgeNews(message: MessageRecord | undefined, heard: ReadonlySet<string>, news: News): Judged {
  if (message === undefined) return { write: false, outcome: 'missing' };
  if (news.address !== undefined && !isSentTo(message, news.address)) return { write: false, outcome: 'foreign' };
  if (heard.has(news.id)) return { write: false, outcome: 'repeated' };
  if (news.status !== undefined && mayMove(message.status, news.status)) return { write: true, status: news.status, moves: true };
  if (news.detail === undefined) return { write: false, outcome: 'stale' };
  return { write: true, status: message.status, moves: false };
}

function isSentTo({ address }: MessageRecord, told: string): boolean {
  return address !== undefined && normalAddress(address) === normalAddress(told);
}
