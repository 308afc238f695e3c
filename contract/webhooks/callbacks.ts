import { besideOtherFaults } from '../http/refine.ts';
import { WebhookId } from './ids.ts';

/** Webhooks that are told of what one publish makes, whatever else they are told of. */
export const callbackFields = {
  callback: WebhookId.optional().meta({
    description: 'The webhook that is told when a notification has ended on all its channels: `notification.ended`',
  }),
  failure_callback: WebhookId.optional().meta({
    description:
      'The webhook that is told of each message that fails, bounces, is complained of, expires, is suppressed or whose send stays unknown',
  }),
};

type Asked = { callback?: unknown; topic?: unknown; audience?: unknown };

/** Whether what is asked calls for no call for each subscriber of a topic or user of an audience, of whom there may be any number. */
export function hasNoCallbackOfTopic({ callback, topic, audience }: Asked): boolean {
  return callback === undefined || callback === null || (topic === undefined && audience === undefined);
}

export const callbackOfTopic = {
  path: ['callback'],
  error: 'is for publishes to recipients; with a topic or an audience use failure_callback, or a webhook with events',
  ...besideOtherFaults,
};
