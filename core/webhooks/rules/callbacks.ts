import { channelOf } from '../../../contract/channels/channels.ts';
import type { Event } from '../../../contract/events/event.ts';
import type { MessageStatus } from '../../../contract/values.ts';
import { dataOf } from '../../events/rules/event-of.ts';
import type { MessageImage, NotificationImage } from '../../events/rules/images.ts';
import { derivedUlid } from '../../publishing/rules/derived-id.ts';
import { besideTenant } from '../../tenants/rules/owned.ts';

/** Whether a message in a status is still under way, has ended, or has ended so that a failure callback is told. */
const ends: Record<MessageStatus, 'under-way' | 'sent' | 'ended' | 'failed'> = {
  scheduled: 'under-way',
  digesting: 'under-way',
  queued: 'under-way',
  sending: 'under-way',
  sent: 'sent',
  delivered: 'ended',
  bounced: 'failed',
  complained: 'failed',
  failed: 'failed',
  unknown: 'failed',
  suppressed: 'failed',
  skipped: 'ended',
  canceled: 'ended',
  expired: 'failed',
  simulated: 'ended',
};

/** Whether an event tells of a message that did not reach its user, or may not have. */
export function tellsOfFailure({ type }: Event): boolean {
  return endOf(type) === 'failed';
}

/** Whether an event tells of a message with which its notification may have ended. */
export function mayTellOfEnd({ type }: Event): boolean {
  const end = endOf(type);
  return end !== undefined && end !== 'under-way';
}

function endOf(type: Event['type']) {
  return type.startsWith('message.') ? ends[type.slice('message.'.length) as MessageStatus] : undefined;
}

/**
 * The event that tells that a notification has ended on all its channels; nothing while it has not, or is not entered whole. It has the same id
 * for as long as no channel goes on or is added, however its messages are reported later.
 */
export function endedEvent(notification: NotificationImage, messages: readonly MessageImage[]): Event | undefined {
  const { id, explanation } = notification;
  const sinces = messages.map(endedSince);
  if (messages.length < explanation.length || sinces.length === 0 || sinces.includes(undefined)) return undefined;
  const timestamp = sinces.reduce((latest, each) => ((each ?? '') > (latest ?? '') ? each : latest)) ?? '';
  return {
    id: `evt_${derivedUlid(new Date(timestamp), 'event', 'notification.ended', id)}`,
    type: 'notification.ended',
    version: 1,
    timestamp,
    data: { ...besideTenant(dataOf(notification)), messages: messages.map(standing) },
  };
}

/** Since when a message has ended, if it has. */
function endedSince(message: MessageImage): string | undefined {
  const last = message.events.findLastIndex(({ status }) => !isEnd(status, message));
  return message.events[last + 1]?.at;
}

/** What is sent has ended where nothing more is heard of it as a rule, and in a digest, whose own e-mail is reported. */
function isEnd(status: MessageStatus, { channel, digest }: MessageImage): boolean {
  const end = ends[status];
  if (end !== 'sent') return end !== 'under-way';
  return digest !== undefined || channelOf(channel).usualStatuses.at(-1) === 'sent';
}

function standing({ channel, events, reason }: MessageImage) {
  return { channel, status: events.at(-1)?.status ?? 'queued', ...(reason !== undefined && { reason }) };
}
