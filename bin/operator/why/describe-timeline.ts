import type { NotificationAnswer } from '../../../contract/publishing/notifications.ts';

/** What happened to a notification, a line a step, in the words of the API. */
export function describeTimeline({ timeline }: Pick<NotificationAnswer, 'timeline'>): string[] {
  return timeline.map(({ at, text }) => `${at}  ${text}`);
}
