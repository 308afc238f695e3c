import type { SendChannel } from '../../contract/channels/channels.ts';
import type { MetricName } from '../../contract/operations/metrics.ts';
import type { ProviderReceipt } from '../delivery/ports/providers.ts';
import { type ReceiptDeps, type ReceiptOutcome, recordReceipt } from './record-receipt.ts';

/** What counts the messages of a channel that reached nobody, for its alarm. */
const failedMetric: Readonly<Partial<Record<SendChannel, MetricName>>> = { sms: 'SmsFailed' };

/** Records a receipt, and counts a message that failed, once: for providers whose failures AWS does not count in a metric of its own. */
export async function recordTold(receipt: ProviderReceipt, at: Date, deps: ReceiptDeps): Promise<ReceiptOutcome> {
  const outcome = await recordReceipt(receipt, at, deps);
  const metric = failedMetric[receipt.channel];
  if (outcome === 'recorded' && receipt.status === 'failed' && metric !== undefined) deps.measure(metric, 1);
  return outcome;
}
