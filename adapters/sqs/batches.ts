/** SQS's limits on one `SendMessageBatch`: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const entriesPerBatch = 10;
const bytesPerBatch = 1_048_576;

/** Splits entries into batches that SQS takes, in their order; one that is too large for any has one of its own. */
export function toBatches<Entry extends { body: string }>(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.body);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === entriesPerBatch || bytes + size > bytesPerBatch) {
      batches.push([entry]);
      bytes = size;
    } else {
      batch.push(entry);
      bytes += size;
    }
  }
  return batches;
}
