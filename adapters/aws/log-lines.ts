import { LogBatch } from '../../contract/feedback/log-batch.ts';

/** What CloudWatch Logs invokes a function with: a batch as JSON, zipped, in base64. */
export type LogsEvent = { awslogs: { data: string } };

/** Whether an event is one of CloudWatch Logs. */
export function isLogsEvent(event: unknown): event is LogsEvent {
  return typeof event === 'object' && event !== null && 'awslogs' in event;
}

/** The lines in a batch, none when it only asks whether the function is there. Throws when it is no batch. */
export async function logLinesIn({ awslogs }: LogsEvent): Promise<LogBatch['logEvents']> {
  const { gunzipSync } = await import('node:zlib'); // not at the start, which every event of an e-mail would pay for
  const { messageType, logEvents } = LogBatch.parse(JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()));
  return messageType === 'DATA_MESSAGE' ? logEvents : [];
}
