import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { isFromNewerVersion, originAttributes } from '../../contract/publishing/message-head.ts';
import type { RecordBatch } from '../../core/delivery/ports/rate-limiter.ts';
import { isPastHope } from '../../core/delivery/rules/give-up.ts';
import { retryDelaySeconds } from '../../core/delivery/rules/retry-delay.ts';
import { NotKnownYet, PermanentError, RetryableError } from '../../core/errors.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import { parseOutside, pointerInLog, problemPlaces } from '../../core/http/rules/problem-places.ts';
import type { Measure } from '../../core/operations/ports/metrics.ts';
import type { Origin } from '../../core/publishing/accept-message.ts';
import { type LogIds, withLogIds } from './ids/log-ids.ts';
import { messageIds } from './ids/message-ids.ts';
import { logFailure, redact } from './log.ts';
import { reportLateness } from './report-lateness.ts';

/** What the shell itself needs of the queue that it serves. */
export type QueueShell = {
  deadLetters: { send(body: string, reason: string, origin: Origin): Promise<void> };
  visibility: { change(receiptHandle: string, seconds: number): Promise<void> };
  /** How many records of a batch are worked on at once. */
  recordsAtOnce: number;
  measure: Measure;
  /** How long an upgrade may take from its first function to its last: so long what is not known yet comes back. */
  upgradeSeconds: number;
  /** How long a record may go on failing, counted from when it was sent; absent: as often as its queue allows. */
  retryWindowSeconds?: number;
  now?: () => Date;
  /** From 0 up to 1. */
  random?: () => number;
};

type Work<Message> = (message: Message, record: SQSRecord, batch: RecordBatch) => Promise<unknown>;

/**
 * Makes a Lambda handler for a queue. Each record stands for itself: one that is done is deleted, one that can never succeed goes to the
 * dead-letter queue at once, with its reason, and the rest come back after a pause. A failure that says so (`stopBatch`) stops what has not
 * been started yet: all of that comes back untouched, after the one pause.
 */
export function onQueue<Schema extends z.ZodType>(schema: Schema, work: Work<z.output<Schema>>, shell: QueueShell) {
  return middy<SQSEvent, PromiseSettledResult<unknown>[]>()
    .use(sqsPartialBatchFailure({ logger: () => {} }))
    .handler(async ({ Records }, context) => {
      reportLateness(waitsOf(Records, shell), shell.measure);
      const waiting = [...Records.entries()];
      const results: PromiseSettledResult<unknown>[] = [];
      let done = 0;
      const batch: RecordBatch = {
        size: Records.length,
        left: () => Records.length - done,
        remainingMs: () => context.getRemainingTimeInMillis(),
      };
      let stopped: RetryableError | undefined;

      async function worker(): Promise<void> {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, record] = next;
          const failure =
            stopped ??
            (await withLogIds(idsOf(record), () => attempt(schema, (message) => work(message, record, batch), record, shell)));
          const stops = failure instanceof RetryableError && failure.stopBatch;
          if (stops) stopped ??= stopWithPause(failure, pauseSeconds(record, failure, shell));
          if (failure !== undefined) await giveBack(record, pauseSeconds(record, stops ? stopped : failure, shell), shell);
          results[index] =
            failure === undefined ? { status: 'fulfilled', value: index } : { status: 'rejected', reason: failure };
          done += 1;
        }
      }
      await Promise.all(Array.from({ length: shell.recordsAtOnce }, worker));
      return results;
    });
}

/** Works on one record; answers what went wrong when it is to come back, and nothing when it is over and done with. */
async function attempt<Schema extends z.ZodType>(
  schema: Schema,
  work: (message: z.output<Schema>) => Promise<unknown>,
  record: SQSRecord,
  shell: QueueShell,
): Promise<unknown> {
  try {
    await work(parseMessage(schema, record.body));
    return undefined;
  } catch (error) {
    const failure = isTooOld(record, shell) ? givenUp(error) : error;
    if (failure instanceof NotKnownYet && mayBeKnownSoon(record, shell)) return new RetryableError(failure.message);
    if (failure instanceof RetryableError) return failure; // an expected pause is not worth a log line
    logFailure(failure instanceof PermanentError ? 'record put aside' : 'record failed', {}, failure);
    if (!(failure instanceof PermanentError)) return failure;
    return putAside(record, failure, shell.deadLetters);
  }
}

function idsOf(record: SQSRecord): LogIds {
  return { messageId: record.messageId, attempt: receiveCount(record), ...messageIds(record.body) };
}

/** Functions switch to a new version one after the other: what this one cannot do may be what it can in a minute. */
function mayBeKnownSoon({ attributes }: SQSRecord, { upgradeSeconds, now = () => new Date() }: QueueShell): boolean {
  return now().getTime() - Number(attributes.ApproximateFirstReceiveTimestamp) < upgradeSeconds * 1000;
}

/** How long records have waited that come for the first time, in milliseconds: one that comes again has waited on purpose. */
function waitsOf(records: readonly SQSRecord[], { now = () => new Date() }: QueueShell): number[] {
  const fresh = records.filter((record) => receiveCount(record) === 1);
  return fresh.map(({ attributes }) => now().getTime() - Number(attributes.SentTimestamp));
}

function isTooOld(record: SQSRecord, { retryWindowSeconds: windowSeconds, now = () => new Date() }: QueueShell): boolean {
  if (windowSeconds === undefined) return false;
  const since = new Date(Number(record.attributes.SentTimestamp)); // a redrive is sent anew, and so has its time again
  return isPastHope({ count: receiveCount(record), since }, { windowSeconds, now: now() });
}

function givenUp(error: unknown): PermanentError {
  if (error instanceof PermanentError) return error;
  return new PermanentError(`gave_up: it went on failing for hours (${error instanceof Error ? error.name : typeof error})`);
}

function parseMessage<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  const json = parseJson(body);
  if (!json.ok) throw new PermanentError(`unreadable: ${json.detail}${json.pointer && ` at ${pointerInLog(json)}`}`);
  const parsed = parseOutside(schema, json.value);
  if (parsed.success) return parsed.data;
  if (isFromNewerVersion(json.value)) throw new NotKnownYet('newer_version: a newer Bellhop wrote it; deploy that, then redrive');

  const places = problemPlaces(parsed.error).map((place) => `${pointerInLog(place) || 'the message'} ${place.detail}`);
  throw new PermanentError(`not a message of this queue: ${places.join(', ')}`);
}

async function putAside(record: SQSRecord, failure: PermanentError, deadLetters: QueueShell['deadLetters']): Promise<unknown> {
  try {
    await deadLetters.send(
      failure.leftover === undefined ? record.body : JSON.stringify(failure.leftover),
      redact(failure.message),
      originOf(record),
    );
    return undefined;
  } catch (error) {
    return error; // it stays in its queue, and is put aside next time
  }
}

function stopWithPause(failure: RetryableError, afterSeconds: number): RetryableError {
  return new RetryableError(failure.message, { afterSeconds, stopBatch: true, cause: failure });
}

function pauseSeconds(record: SQSRecord, failure: unknown, { random = Math.random }: QueueShell): number {
  const asked = failure instanceof RetryableError ? failure.afterSeconds : undefined;
  return asked ?? retryDelaySeconds(receiveCount(record), random());
}

async function giveBack(record: SQSRecord, seconds: number, { visibility }: QueueShell): Promise<void> {
  try {
    await visibility.change(record.receiptHandle, seconds);
  } catch (error) {
    logFailure('pause not set', idsOf(record), error); // it comes back when its visibility time-out ends
  }
}

/**
 * What makes the ids of a publish that came without a key the same on every attempt. A record that was redriven has what it
 * had before it was put aside.
 */
export function originOf({ messageId, attributes, messageAttributes }: SQSRecord): Origin {
  return {
    messageId: messageAttributes[originAttributes.messageId]?.stringValue ?? messageId,
    sentAt: new Date(Number(messageAttributes[originAttributes.sentAt]?.stringValue ?? attributes.SentTimestamp)),
  };
}

function receiveCount(record: SQSRecord): number {
  return Number(record.attributes.ApproximateReceiveCount);
}
