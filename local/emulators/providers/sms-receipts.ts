import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { localRegion } from '../../endpoints.ts';
import type { Stoppable } from '../../stopping.ts';
import { localAccountId } from '../../template/lookup.ts';
import { startTelling } from '../telling.ts';
import { optedOutNumber } from './sns.ts';

/** An SMS that SNS took. */
type Taken = { id: string; to: string };

/** Logs what becomes of SMS, as SNS does for an account whose delivery status logging is on. */
export type SmsReceipts = Stoppable & { announce(sms: Taken): void };

/** How long after the answer it is logged; on AWS seconds, or days where a carrier is slow. Its sender has noted the message by then, on a busy machine too. */
const delayMs = 500;

/** Numbers that play what a phone or an account cannot take: in the range that Ofcom keeps free. The words are those of SNS. */
const failures: ReadonlyMap<string, string> = new Map([
  ['+447700900903', 'Phone has blocked SMS'],
  ['+447700900904', 'Phone is currently unreachable/unavailable'],
  [optedOutNumber, 'Phone number is opted out'],
  ['+447700900906', 'No quota left for account'],
]);

/**
 * Hands each SMS's line to the function that subscribes to the account's log groups, as CloudWatch Logs would. A line is as in
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html (example logs).
 */
export function smsReceipts({ hand, now }: { hand: (event: unknown) => Promise<unknown>; now: () => Date }): SmsReceipts {
  const telling = startTelling();
  return { announce: (sms) => telling.later(delayMs, () => hand(smsReceiptEvent(sms, now()))), stop: telling.stop };
}

/** Makes what CloudWatch Logs hands over of an SMS; what its phone cannot take goes by the number. */
export function smsReceiptEvent({ id, to }: Taken, at: Date) {
  const failure = failures.get(to);
  const line = {
    notification: { messageId: id, timestamp: at.toISOString().replace('T', ' ').replace('Z', '') },
    delivery: {
      destination: to,
      priceInUSD: failure === undefined ? 0.00645 : 0,
      smsType: 'Transactional',
      providerResponse: failure ?? 'Message has been accepted by phone carrier',
      dwellTimeMs: 599,
    },
    status: failure === undefined ? 'SUCCESS' : 'FAILURE',
  };
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: localAccountId,
    logGroup: `sns/${localRegion}/${localAccountId}/DirectPublishToPhoneNumber${failure === undefined ? '' : '/Failure'}`,
    logStream: randomUUID(),
    subscriptionFilters: ['bellhop-local'],
    logEvents: [{ id: randomUUID(), timestamp: at.getTime(), message: JSON.stringify(line) }],
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}
