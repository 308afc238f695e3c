/** SQS's limits on one `SendMessageBatch`: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const entriesPerBatch = 10;
const bytesPerBatch = 1_048_576;

/** Splits bodies into batches that SQS takes, in their order; a body that is too large for any has one of its own. */
export function toBatches(bodies: readonly string[]): string[][] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === entriesPerBatch || bytes + size > bytesPerBatch) {
      batches.push([body]);
      bytes = size;
    } else {
      batch.push(body);
      bytes += size;
    }
  }
  return batches;
}
