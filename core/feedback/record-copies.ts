import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { callsForAction } from './calls-for-action.ts';
import type { FeedbackLedger, Receipt, ReceiptRecorded } from './ports/ledger.ts';
import type { Feedback } from './rules/feedback.ts';

/** Asks for each address until one is the message's own: an e-mail with copies is known by its user's alone. */
export async function forOwnAddress(
  addresses: readonly string[],
  record: (address: string) => Promise<ReceiptRecorded>,
): Promise<{ recorded: ReceiptRecorded; address?: string }> {
  for (const address of addresses) {
    const recorded = await record(address);
    if (recorded !== 'foreign') return { recorded, address };
  }
  return { recorded: 'foreign' };
}

/** What became of copies: to whom the e-mail went, and which of those the event is about. */
type OfCopies = Pick<Receipt, 'notificationId' | 'channel'> & { destination: readonly string[]; copies: readonly string[] };

/**
 * Records what became of those who got a copy: a line in the timeline for a bounce or a complaint, and their address is suppressed, never the
 * user's. One that arrived is no news.
 */
export async function recordCopies(
  { id, at, detail, suppress, status }: Feedback,
  { notificationId, channel, destination, copies }: OfCopies,
  { ledger, suppressions }: { ledger: FeedbackLedger; suppressions: Pick<Suppressions, 'add'> },
): Promise<ReceiptRecorded> {
  if (status === undefined || status === 'delivered') return 'stale';
  const note = { id: `copy-${id}`, notificationId, channel, at, detail: `a copy of it: ${detail ?? status}` } as const;
  const others = destination.filter((address) => !copies.includes(address));
  const { recorded } = await forOwnAddress(others, (address) => ledger.recordReceipt({ ...note, address }));
  if (suppress === undefined || !callsForAction(recorded)) return recorded;
  for (const address of copies) await suppressions.add({ address, reason: suppress, source: 'provider', at, notificationId });
  return recorded;
}
