import * as z from 'zod';

/**
 * What SNS logs of an SMS that it took, when it knows what became of it: delivery status logging of an account.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html (example logs). Fields nobody here uses may come and go.
 */
export const SmsReceipt = z.object({
  notification: z.object({ messageId: z.string().min(1).max(256) }),
  delivery: z.object({ providerResponse: z.string(), priceInUSD: z.number().min(0).optional() }),
  status: z.enum(['SUCCESS', 'FAILURE']),
});
export type SmsReceipt = z.infer<typeof SmsReceipt>;

/**
 * What CloudWatch Logs hands to a function that subscribes to a log group, unzipped; CONTROL_MESSAGE only asks whether it is there.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
 */
export const LogBatch = z.object({
  messageType: z.enum(['DATA_MESSAGE', 'CONTROL_MESSAGE']),
  logGroup: z.string(),
  logEvents: z.array(z.object({ id: z.string(), timestamp: z.number(), message: z.string() })),
});
export type LogBatch = z.infer<typeof LogBatch>;
