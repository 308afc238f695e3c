import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { PermanentError, RetryableError } from '../../core/errors.ts';
import { pointerInLog, problemPlaces } from '../../core/http/rules/problem-places.ts';
import { inLogScope, type LogIds } from './ids/log-ids.ts';
import { eventIds } from './ids/message-ids.ts';
import { fitForLambda, logDropped, logFailure } from './log.ts';

type BusEvent = { id?: unknown; 'detail-type'?: unknown };

/**
 * Makes a Lambda handler for a bus rule, which parses an event and works on it. An event that fails is tried again by Lambda, twice, and is
 * a dead-letter message then. One that is not for us is dropped and counted, and the log says why, with ids only.
 */
export function onEvent<Schema extends z.ZodType, Outcome extends string>(
  schema: Schema,
  work: (event: z.output<Schema>) => Promise<Outcome>,
  { drops, dropped }: { drops: readonly Outcome[]; dropped: () => void },
) {
  const handler = middy<BusEvent, { outcome: Outcome }>()
    .onError(({ event, error }) => {
      if (!(error instanceof RetryableError)) logFailure('event failed', idsOf(event), error);
      throw fitForLambda(error);
    })
    .handler(async (event) => {
      const outcome = await work(parseEvent(schema, event));
      if (drops.includes(outcome)) {
        logDropped('event dropped', { ...idsOf(event), because: outcome });
        dropped();
      }
      return { outcome };
    });
  return inLogScope<BusEvent, Context, Promise<{ outcome: Outcome }>>(handler);
}

function parseEvent<Schema extends z.ZodType>(schema: Schema, event: BusEvent): z.output<Schema> {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;

  const places = problemPlaces(parsed.error).map((place) => `${pointerInLog(place) || 'the event'} ${place.detail}`);
  throw new PermanentError(`not an event of this rule: ${places.join(', ')}`);
}

function idsOf(event: BusEvent): LogIds {
  return { eventId: String(event.id), type: String(event['detail-type']), ...eventIds(event) };
}
