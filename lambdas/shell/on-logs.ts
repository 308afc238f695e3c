import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { isLogsEvent, type LogsEvent, logLinesIn } from '../../adapters/aws/log-lines.ts';
import { RetryableError } from '../../core/errors.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import { inLogScope, type LogIds, noteLogIds } from './ids/log-ids.ts';
import { fitForLambda, logDropped, logFailure } from './log.ts';

/**
 * A Lambda handler for a log group: each line that fits the schema is worked on; others were written by somebody else. A batch that
 * fails is tried again by Lambda, twice, and is a dead-letter message then.
 */
export function onLogs<Schema extends z.ZodType>(
  schema: Schema,
  work: (line: z.output<Schema>, at: Date) => Promise<string>,
  idsOf: (line: z.output<Schema>) => LogIds = () => ({}),
) {
  const handler = middy<LogsEvent, { outcomes: string[] }>()
    .onError(({ error }) => {
      if (!(error instanceof RetryableError)) logFailure('log lines failed', {}, error);
      throw fitForLambda(error);
    })
    .handler(async (event) => {
      const outcomes: string[] = [];
      for (const { id, timestamp, message } of await logLinesIn(event)) {
        const json = parseJson(message);
        const parsed = schema.safeParse(json.ok ? json.value : undefined);
        if (!parsed.success) {
          logDropped('log line dropped', { eventId: id });
          continue;
        }
        noteLogIds({ eventId: id, ...idsOf(parsed.data) });
        outcomes.push(await work(parsed.data, new Date(timestamp)));
      }
      return { outcomes };
    });
  return inLogScope<LogsEvent, Context, Promise<{ outcomes: string[] }>>(handler);
}

/** A Lambda handler for what log groups and bus rules invoke one function with. */
export function onLogsOr<Event, Context, Logged, Other>(
  logs: (event: LogsEvent, context: Context) => Logged,
  other: (event: Event, context: Context) => Other,
) {
  return (event: Event | LogsEvent, context: Context): Logged | Other =>
    isLogsEvent(event) ? logs(event, context) : other(event, context);
}
