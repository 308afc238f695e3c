import type { Event } from '../../../contract/events/event.ts';
import type { MessageImage, NotificationImage } from '../rules/images.ts';

/** The notifications that changes are about. */
export interface ChangedNotifications {
  /** Those that there are, by id; it may be a second old. */
  find(ids: readonly string[]): Promise<Map<string, NotificationImage>>;
  /** Their messages as they are now, by id. */
  messages(ids: readonly string[]): Promise<Map<string, MessageImage[]>>;
}

/** Where events are put for others to take. */
export interface EventSink {
  /** Puts all of them, in their order. @throws RetryableError when some were not taken; then any of them may have been. */
  put(events: readonly Event[]): Promise<void>;
}
