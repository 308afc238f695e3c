import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Event } from '../../contract/events/event.ts';
import { eventSource } from '../../contract/events/event-types.ts';
import { RetryableError } from '../../core/errors.ts';
import type { EventSink } from '../../core/events/ports/events.ts';
import { asRetryableError } from '../aws/sdk-errors.ts';

const entriesPerCall = 10; // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html

let shared: EventBridgeClient | undefined;

/** A bus that takes events, ten a call. What it refuses of them is put once more, alone. */
export function eventBus(busName: string): EventSink {
  shared ??= new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  const client = shared;
  return {
    async put(events) {
      const entries = events.map((event) => toEntry(event, busName));
      for (let from = 0; from < entries.length; from += entriesPerCall) {
        const refused = await putOnce(client, entries.slice(from, from + entriesPerCall));
        const refusedAgain = refused.length === 0 ? [] : await putOnce(client, refused);
        if (refusedAgain.length > 0) throw new RetryableError(`EventBridge did not take ${refusedAgain.length} events`);
      }
    },
  };
}

function toEntry(event: Event, EventBusName: string): PutEventsRequestEntry {
  const { type, timestamp } = event;
  return { EventBusName, Source: eventSource, DetailType: type, Detail: JSON.stringify(event), Time: new Date(timestamp) };
}

/** Answers what was not taken: each entry has an answer of its own. */
async function putOnce(client: EventBridgeClient, Entries: PutEventsRequestEntry[]): Promise<PutEventsRequestEntry[]> {
  try {
    const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries }));
    return Entries.filter((_, index) => answers[index]?.ErrorCode !== undefined);
  } catch (error) {
    throw asRetryableError('EventBridge', error);
  }
}
