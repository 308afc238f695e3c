import { randomUUID } from 'node:crypto';
import { localRegion } from '../../endpoints.ts';
import type { Stoppable } from '../../stopping.ts';
import { localAccountId } from '../../template/lookup.ts';
import { startTelling } from '../telling.ts';
import type { TakenByEndUserMessaging } from './end-user-messaging.ts';
import type { BusEvent } from './event-bus.ts';

/** Tells what becomes of SMS, as AWS End User Messaging does. */
export type EndUserMessagingEvents = Stoppable & { announce(sms: TakenByEndUserMessaging): void };

/** How long after the answer it is told; at AWS seconds, or days where a carrier is slow. */
const delayMs = 150;

type End = { eventType: string; words: string };
const accepted: End = { eventType: 'TEXT_SUCCESSFUL', words: 'Message has been accepted by phone carrier' };

/** Numbers that play what a phone cannot take, in the range that Ofcom keeps free. */
const failures: ReadonlyMap<string, End> = new Map([
  ['+447700900903', { eventType: 'TEXT_BLOCKED', words: 'Phone has blocked SMS' }],
  ['+447700900904', { eventType: 'TEXT_UNREACHABLE', words: 'Phone is currently unreachable/unavailable' }],
]);

/** Puts onto the default bus that an SMS is queued, and then its end: https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html */
export function endUserMessagingEvents({
  put,
  now,
}: {
  put: (event: BusEvent) => Promise<void>;
  now: () => Date;
}): EndUserMessagingEvents {
  const telling = startTelling();
  return { announce: (sms) => telling.later(delayMs, () => tell(sms)), stop: telling.stop };

  async function tell(sms: TakenByEndUserMessaging): Promise<void> {
    await put(toEvent(sms, { eventType: 'TEXT_QUEUED', words: 'Message is queued' }, now()));
    await put(toEvent(sms, failures.get(sms.to) ?? accepted, now()));
  }
}

function toEvent({ id, from, to, context }: TakenByEndUserMessaging, { eventType, words }: End, at: Date): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Text Message Delivery Status Updated',
    source: 'aws.sms-voice',
    account: localAccountId,
    time: at.toISOString().replace(/\.\d{3}Z$/, 'Z'), // EventBridge's events carry whole seconds
    region: localRegion,
    resources: [],
    detail: {
      eventType,
      eventVersion: '1.0',
      eventTimestamp: at.getTime(),
      isFinal: eventType !== 'TEXT_QUEUED',
      originationPhoneNumber: from,
      destinationPhoneNumber: to,
      messageId: id,
      messageRequestTimestamp: at.getTime(),
      messageEncoding: 'GSM',
      messageType: 'TRANSACTIONAL',
      messageStatus: eventType.replace('TEXT_', ''),
      messageStatusDescription: words,
      context,
      totalMessageParts: 1,
      totalMessagePrice: eventType === accepted.eventType ? 0.00581 : 0,
      totalCarrierFee: eventType === accepted.eventType ? 0.00302 : 0,
    },
  };
}
