import type { Channel } from '../contract/values.ts';
import type { DeliveryLedger } from '../core/delivery/ports/ledger.ts';

/** Takes a message for an attempt to send it, as a sender does, and answers its fence. */
export async function takeMessage(
  ledger: DeliveryLedger,
  {
    notificationId,
    channel = 'email',
    leaseSeconds = 60,
    at,
  }: { notificationId: string; channel?: Channel; leaseSeconds?: number; at: Date },
): Promise<number> {
  const found = await ledger.find({ notificationId, channel, leaseSeconds, ambiguousWaitSeconds: 120, now: at });
  if (found.outcome !== 'free') throw new Error(`the message was found ${found.outcome}`);
  const fence = await ledger.take(found, { status: 'sending', at, leaseSeconds });
  if (fence === undefined) throw new Error('somebody else has moved the message');
  return fence;
}
