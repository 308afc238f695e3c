import type { SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';

const BatchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
}) satisfies z.ZodType<Partial<SQSBatchResponse> | { batchItemFailures?: null | undefined }>;

/**
 * Reads what of a batch failed, as Lambda does; all of it when the answer is nonsense:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html (success and failure conditions)
 */
export function failedItems(answer: unknown, all: Set<string>): Set<string> {
  if (answer === null) return new Set();
  const parsed = BatchResponse.safeParse(answer);
  if (!parsed.success) return all;
  const failed = new Set(parsed.data.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((id) => all.has(id)) ? failed : all;
}
